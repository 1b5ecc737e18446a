"""What a score is made of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms

from backlogs.calculations.scoring import Inputs, Rice, Wsjf
from backlogs.values import Scheme

IMPACTS: Final = (
    ("3.00", "3 – massive"),
    ("2.00", "2 – high"),
    ("1.00", "1 – medium"),
    ("0.50", "0.5 – low"),
    ("0.25", "0.25 – barely noticed"),
)
STEPS: Final = (1, 2, 3, 5, 8, 13, 20)


class RiceForm(forms.Form):
    """How many people, how much for each of them, how sure."""

    reach = forms.IntegerField(
        label="Reach",
        min_value=1,
        max_value=1_000_000_000,
        help_text="People it touches in a quarter.",
    )
    impact = forms.TypedChoiceField(
        label="Impact on each of them", choices=IMPACTS, coerce=Decimal, initial="1.00"
    )
    confidence = forms.IntegerField(
        label="Confidence in per cent",
        min_value=1,
        max_value=100,
        initial=80,
        help_text="100 when measured, 80 with good reasons, 50 for a guess.",
    )
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    @property
    def inputs(self) -> Inputs:
        """What a valid form says."""
        return Rice(**{name: self.cleaned_data[name] for name in self.fields if name != "version"})


def _step(label: str, hint: str) -> forms.TypedChoiceField:
    choices = [(step, str(step)) for step in STEPS]
    return forms.TypedChoiceField(label=label, help_text=hint, choices=choices, coerce=int)


class WsjfForm(forms.Form):
    """How each part compares with other items: 1 is the least, 20 the most."""

    business_value = _step("Business value", "What it is worth to users and the business.")
    time_criticality = _step("Time criticality", "What is lost by waiting.")
    risk_reduction = _step("Risk reduction", "Risk it takes away, or ways it opens.")
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    @property
    def inputs(self) -> Inputs:
        """What a valid form says."""
        return Wsjf(**{name: self.cleaned_data[name] for name in self.fields if name != "version"})


def score_form(scheme: Scheme, data: Any, initial: dict[str, Any]) -> RiceForm | WsjfForm:
    """The form of the organisation's scheme."""
    form = RiceForm if scheme is Scheme.RICE else WsjfForm
    return form(data, initial=initial)
