"""Forms about strategic goals, objectives, key results and check-ins."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms

from metrics.forms import number_field
from metrics.models import KeyResult, Metric, Objective, StrategicGoal
from people.queries import organisation, today
from portfolio.kernel.forms import DayField, VersionedForm
from portfolio.kernel.numbers import plain
from portfolio.kernel.quarters import Quarter

METRIC_ADDRESS = re.compile(r"/products/(?P<product>[-\w]+)/metrics/(?P<metric>[-\w]+)/?")
AHEAD = 2
"""How many quarters ahead of the current one an objective may be written."""
TENTHS = [(f"{tenth / 10:.1f}", f"{tenth * 10} %") for tenth in range(11)]


def text_field(label: str, rows: int = 3, **options: Any) -> forms.CharField:
    """A few sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=5000, widget=widget, **options)


def confidence_field(**options: Any) -> forms.TypedChoiceField:
    """How sure one is that the target will be reached, in tenths."""
    return forms.TypedChoiceField(
        label="How sure are you that the target will be reached?",
        choices=TENTHS,
        coerce=Decimal,
        initial="0.5",
        **options,
    )


def tenth_of(share: Decimal) -> str:
    """A kept confidence as the form's choice."""
    return f"{plain(share):.1f}"


class GoalForm(VersionedForm):
    """A goal of the organisation."""

    name = forms.CharField(max_length=200)
    sentence = text_field("What reaching it would look like")
    position = forms.IntegerField(
        label="Place in the list", min_value=0, max_value=999, initial=0, required=False
    )
    opened_on = DayField(label="Pursued since")

    def __init__(self, *args: Any, goal: StrategicGoal | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["version" if goal is None else "opened_on"]

    def clean_position(self) -> int:
        """Left empty, it stands first."""
        return self.cleaned_data["position"] or 0


class ClosureForm(forms.Form):
    """A goal is no longer pursued."""

    on = DayField(label="No longer pursued from")
    note = text_field("How did it go?", 2)


class PurposeForm(VersionedForm):
    """The three first-principle questions, and the goals a product serves."""

    why = text_field("Why does it exist?", required=False)
    contribution = text_field("How does it contribute to the organisation’s goals?", required=False)
    choice = text_field("Would its users choose it if they could?", required=False)
    goals = forms.ModelMultipleChoiceField(
        label="Goals it serves",
        queryset=StrategicGoal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_goals(self.fields["goals"])

    def clean_goals(self) -> list[StrategicGoal]:
        """In their own order, so that two versions can be compared."""
        return list(self.cleaned_data["goals"])


class ObjectiveForm(VersionedForm):
    """What is to be reached in a quarter, and why."""

    title = forms.CharField(
        max_length=200, label="Objective", help_text="What will be different, in one line."
    )
    sentence = text_field("Why it matters", 2, required=False)
    quarter = forms.TypedChoiceField()
    goal = forms.ModelChoiceField(
        queryset=StrategicGoal.objects.none(),
        required=False,
        label="Serves the goal",
        empty_label="None of them",
    )

    def __init__(self, *args: Any, objective: Objective | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_goals(self.fields["goal"])
        if objective is not None:
            del self.fields["quarter"]
            return
        del self.fields["version"]
        current = Quarter.of(today(), organisation().first_month)
        offered = {one.slug: one for one in (current.shift(n) for n in range(AHEAD + 1))}
        quarter = self.fields["quarter"]
        assert isinstance(quarter, forms.TypedChoiceField)
        quarter.choices = [(slug, one.label) for slug, one in offered.items()]
        quarter.coerce = lambda slug: offered[slug]


class MetricAddressField(forms.CharField):
    """A metric, named by the address of its page: a portfolio has too many for a list."""

    def clean(self, value: Any) -> Metric | None:
        """The metric, or None for an empty field."""
        text = super().clean(value)
        if not text:
            return None
        found = METRIC_ADDRESS.search(text)
        rows = Metric.objects.select_related("product")
        metric = (
            rows.filter(product__slug=found["product"], slug=found["metric"]).first()
            if found
            else None
        )
        if metric is None:
            raise forms.ValidationError(
                "That is not the address of a metric’s page.", code="no_metric"
            )
        return metric

    def prepare_value(self, value: Any) -> Any:
        """A metric is shown as its address."""
        if isinstance(value, Metric):
            return f"/products/{value.product.slug}/metrics/{value.slug}/"
        return value


class KeyResultForm(VersionedForm):
    """A number on its way from start to target."""

    title = forms.CharField(
        max_length=200, label="Key result", help_text="What will be measured, in words."
    )
    metric = forms.ModelChoiceField(
        queryset=Metric.objects.none(),
        required=False,
        label="Fed by the metric",
        empty_label="None: it is checked in by hand",
    )
    unit = forms.CharField(
        max_length=40, required=False, help_text="Of a number checked in by hand: %, h, teams."
    )
    start = number_field("From", help_text="Where it stands as the quarter begins.")
    target = number_field("To", help_text="Where it is to stand on the quarter’s last day.")
    confidence = confidence_field()

    def __init__(
        self,
        *args: Any,
        metrics: list[tuple[str, list[tuple[int, str]]]] | None,
        result: KeyResult | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if metrics is None:
            self.fields["metric"] = MetricAddressField(
                label="Fed by the metric",
                required=False,
                max_length=400,
                help_text="The address of its page. Left empty, the number is checked in by hand.",
            )
        else:
            self._offer(metrics)
        if result is None:
            del self.fields["version"]

    def _offer(self, metrics: list[tuple[str, list[tuple[int, str]]]]) -> None:
        metric = self.fields["metric"]
        assert isinstance(metric, forms.ModelChoiceField)
        keys = [key for _, group in metrics for key, _ in group]
        metric.queryset = Metric.objects.filter(pk__in=keys)
        metric.widget.choices = [("", metric.empty_label), *metrics]  # type: ignore[attr-defined]


class CheckInForm(forms.Form):
    """How a key result stands on a day."""

    on = DayField(label="Day it speaks of")
    value = number_field("Value now")
    confidence = confidence_field()
    sentence = text_field("What moved it, or what stands in the way", 2, required=False)
    reason = forms.CharField(
        label="Why does it replace the earlier check-in?",
        required=False,
        max_length=2000,
        help_text="Only for a day that has one.",
    )

    def __init__(self, *args: Any, result: KeyResult, **options: Any) -> None:
        super().__init__(*args, **options)
        if result.metric_id is not None:
            del self.fields["value"]
        elif result.unit:
            self.fields["value"].label = f"Value now ({result.unit})"


class WithdrawalForm(forms.Form):
    """Something is given up, with a reason."""

    reason = text_field("Why it is given up", 2)


def _offer_goals(field: forms.Field) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = StrategicGoal.objects.on(today())
