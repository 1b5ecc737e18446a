"""What an item shall change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from backlogs.actions.outcomes import Hypothesis
from backlogs.queries.targets import Target
from metrics.models import KeyResult, Metric
from portfolio.kernel.forms import DayField
from products.models import Persona

POINT = "Write a number with a point: 99.4."


def _number(label: str, hint: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        max_digits=20,
        decimal_places=6,
        error_messages={"invalid": POINT},
        # A text field, so that what is wrong with “99,4” is told rather than swallowed.
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


class RemovalForm(forms.Form):
    """Taking the hypothesis away; `version` is the one that was seen."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class OutcomeForm(forms.Form):
    """For whom, what changes, which figure shows it, from what to what, by when."""

    persona = forms.ModelChoiceField(
        Persona.objects.none(),
        label="For whom",
        required=False,
        to_field_name="slug",
        empty_label="Everybody who uses it",
    )
    statement = forms.CharField(
        label="What changes for them",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    target = forms.ChoiceField(label="The figure that will show it", required=False)
    value_from = _number("From", "Left empty, it is where the figure stands now.")
    value_to = _number("To", "In the figure’s own unit.")
    due_on = DayField(label="By when", future=True, required=False)
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, personas: Sequence[Persona], targets: Sequence[Target], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {target.key: target for target in targets}
        self.fields["persona"].queryset = Persona.objects.filter(  # type: ignore[attr-defined]
            pk__in=[persona.pk for persona in personas]
        )
        groups: dict[str, list[tuple[str, str]]] = {}
        for target in targets:
            groups.setdefault(target.group, []).append((target.key, target.label))
        choices = [("", "None yet, only the words above"), *groups.items()]
        self.fields["target"].choices = choices  # type: ignore[attr-defined]

    @property
    def hypothesis(self) -> Hypothesis:
        """What a valid form says."""
        said = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        target = self.targets.get(said.pop("target"))
        row = target.row if target else None
        return Hypothesis(
            **said,
            metric=row if isinstance(row, Metric) else None,
            key_result=row if isinstance(row, KeyResult) else None,
        )

    @property
    def is_filled(self) -> bool:
        """Whether anything was said at all."""
        said = (self.cleaned_data[name] for name in self.fields if name != "version")
        return any(value not in (None, "") for value in said)
