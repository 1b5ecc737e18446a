"""Forms about metrics, their targets and their numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from metrics.models import Metric, MetricDefinition
from metrics.models.metric import SHORTEST
from metrics.values import Cadence, Dimension, Direction, Level, Summary
from portfolio.kernel.forms import DayField, VersionedForm
from portfolio.kernel.numbers import EXACT, HUNDRED, ONE, STORED_PLACES, rounded

UPPER = ("target_upper", "warning_upper", "floor_upper")


class NumberField(forms.DecimalField):
    """A number; what looks like one in another spelling is questioned, never guessed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 20, "decimal_places": 6, **options})

    def clean(self, value: Any) -> Any:
        """Says how to write `99,4` and `99.4 %`."""
        if isinstance(value, str):
            _question(value.strip())
        return super().clean(value)


def _question(text: str) -> None:
    unit = re.fullmatch(r"(-?\d+(?:[.,]\d+)?)\s*[^\d\s.,eE+-].*", text)
    if unit:
        alone = unit[1].replace(",", ".")
        raise ValidationError(f"Write the number alone: {alone}.", code="unit_given")
    if re.fullmatch(r"-?\d+,\d+", text):
        point = text.replace(",", ".")
        raise ValidationError(f"Write it with a point: {point}.", code="comma_given")


def number_field(label: str, **options: Any) -> NumberField:
    """A number as the database keeps it."""
    return NumberField(label=label, **options)


class MetricForm(VersionedForm):
    """What a metric is and how it is measured."""

    name = forms.CharField(max_length=200)
    description = forms.CharField(
        label="Definition",
        required=False,
        max_length=5000,
        help_text="What exactly is counted, and what is not, so that two people get one number.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    level = forms.ChoiceField(choices=Level.choices(), label="Says something about")
    dimension = forms.ChoiceField(choices=Dimension.choices(), label="Speaks for")
    unit = forms.CharField(
        max_length=40, required=False, help_text="%, ms, tickets, h. Leave empty for a plain count."
    )
    direction = forms.ChoiceField(choices=Direction.choices())
    cadence = forms.ChoiceField(choices=Cadence.choices(), label="Measured")
    summary = forms.ChoiceField(
        choices=Summary.choices(),
        label="A quarter is the",
        help_text="Ratio of sums asks for both counts, so a small month weighs less.",
    )
    is_north_star = forms.BooleanField(
        label="North star: the one figure that says whether the product works", required=False
    )
    keep_months = forms.IntegerField(
        label="Months single numbers are kept",
        required=False,
        min_value=SHORTEST,
        max_value=1200,
        help_text=(
            "At least 24; empty means for ever. Kept: what every quarter summed up to, always, and "
            "the numbers of those months with their corrections. Older single numbers go for good, "
            "a whole quarter at a time, and can no longer be corrected."
        ),
    )
    started_on = DayField(label="Tracked since")

    def __init__(self, *args: Any, metric: Metric | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if metric is None:
            del self.fields["version"]
        else:
            del self.fields["started_on"]


class DefinitionForm(MetricForm):
    """A standard definition: a metric without a product."""

    def __init__(
        self, *args: Any, definition: MetricDefinition | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name in ("is_north_star", "started_on", "keep_months"):
            del self.fields[name]
        if definition is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)


class TargetForm(forms.Form):
    """The lines a metric is held against, from a day on."""

    on = DayField(label="In force from", future=True)
    target = number_field("Target", help_text="As good as it needs to be.")
    warning = number_field("Warning line", help_text="Worse than this is off target.")
    floor = number_field("Floor", help_text="Here nothing of the target is attained.")
    target_upper = number_field("Target, upper end")
    warning_upper = number_field("Upper warning line")
    floor_upper = number_field("Upper floor")
    weight = forms.DecimalField(
        max_digits=6,
        decimal_places=2,
        initial=1,
        help_text="How much it counts in the score beside the product's other metrics.",
    )
    reason = forms.CharField(
        label="Why this target",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, metric: Metric, **options: Any) -> None:
        super().__init__(*args, **options)
        if metric.direction != Direction.RANGE:
            for name in UPPER:
                del self.fields[name]
        else:
            self.fields["target"].label = "Target, lower end"
        if metric.unit:
            for name in ("target", "warning", "floor", *UPPER):
                if name in self.fields:
                    field = self.fields[name]
                    field.label = f"{field.label} ({metric.unit})"


class RetirementForm(forms.Form):
    """From when on the metric is no longer tracked."""

    on = DayField(label="No longer tracked from")


class MeasurementForm(forms.Form):
    """One number for one day. A ratio asks for its two counts, or for the value alone."""

    measured_on = DayField(label="Day it speaks of")
    numerator = number_field("Part", required=False)
    denominator = number_field("Whole", required=False, min_value=Decimal("0.000001"))
    value = number_field("Value")
    note = forms.CharField(
        required=False, max_length=2000, help_text="Where it comes from, what was special."
    )
    reason = forms.CharField(
        label="Why does it replace the earlier number?",
        required=False,
        max_length=2000,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, metric: Metric, **options: Any) -> None:
        super().__init__(*args, **options)
        self.metric = metric
        unit = f" ({metric.unit})" if metric.unit else ""
        self.fields["value"].label = f"Value{unit}"
        if metric.summary == Summary.RATIO:
            self.fields["value"].required = False
            self.fields["value"].help_text = "Only when the two counts are not known."
        else:
            del self.fields["numerator"], self.fields["denominator"]
            if not self.prefix:
                self.fields["value"].widget.attrs["autofocus"] = True
        if self.data.get(self.add_prefix("reason")):
            self.ask_for_reason()

    def ask_for_reason(self) -> None:
        """Show the field that a correction needs."""
        self.fields["reason"].widget = forms.TextInput()

    def clean(self) -> dict[str, Any]:
        """A ratio's value follows from its counts."""
        data = super().clean() or {}
        if "numerator" not in self.fields or self.errors:
            return data
        part, whole = data.get("numerator"), data.get("denominator")
        if (part is None) != (whole is None):
            missing = "denominator" if whole is None else "numerator"
            self.add_error(missing, "Give both counts, or the value alone.")
        elif part is not None and whole is not None:
            scale = HUNDRED if self.metric.unit == "%" else ONE
            share = EXACT.multiply(EXACT.divide(part, whole), scale)
            data["value"] = rounded(share, STORED_PLACES)
        elif data.get("value") is None:
            self.add_error("numerator", "Give both counts, or the value alone.")
        return data
