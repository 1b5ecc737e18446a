"""Forms about stages, the yearly question and retirements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from people.queries import today
from portfolio.kernel.forms import DayField, VersionedForm
from products.forms import count_field, text_field
from products.models import Product, StagePeriod
from products.values import Stage
from products.values.lifecycle import Investment


class StageChoiceForm(forms.Form):
    """Which stage, before anything is changed."""

    stage = forms.ChoiceField(choices=Stage.choices(), label="New stage")


class StageForm(forms.Form):
    """A change of stage: never silently."""

    stage = forms.ChoiceField(choices=Stage.choices(), widget=forms.HiddenInput)
    on = DayField(label="From", future=True, help_text="A day to come is a plan.")
    reason = text_field("Why now", 2)
    despite = text_field("Why it is switched off all the same", 2, required=False)

    def __init__(self, *args: Any, leaves_open: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if not leaves_open:
            del self.fields["despite"]
        else:
            self.fields["despite"].help_text = f"Still open: {leaves_open}."


class InvestmentForm(forms.Form):
    """Is continued investment justified?"""

    answer = forms.ChoiceField(
        choices=Investment.choices(), label="The answer", widget=forms.RadioSelect
    )
    on = DayField(label="Decided on")
    reason = text_field("Why", 3)


class PlanForm(VersionedForm):
    """The plan of a retirement."""

    successor = forms.ModelChoiceField(
        queryset=Product.objects.none(), required=False, empty_label="None"
    )
    none_needed = text_field("Without a successor: why none is needed", 2, required=False)
    told_on = DayField(label="Users told on", required=False)
    told_how = text_field("How they were told", 2, required=False)
    migrate_by = DayField(label="Everybody moved by", future=True, required=False)
    users_total = count_field("Users to move")

    def __init__(self, *args: Any, product: Product, **options: Any) -> None:
        super().__init__(*args, **options)
        retired = StagePeriod.objects.on(today()).filter(stage=Stage.RETIRED)
        successor = self.fields["successor"]
        assert isinstance(successor, forms.ModelChoiceField)
        successor.queryset = Product.objects.exclude(pk=product.pk).exclude(
            pk__in=retired.values("product_id")
        )


class ProgressForm(forms.Form):
    """How far the migration has come."""

    on = DayField(label="By the end of")
    moved = count_field("Users moved")
    percent = forms.DecimalField(
        label="Or their share in %", min_value=0, max_value=100, decimal_places=2, required=False
    )
    note = text_field("What happened", 2, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two is needed; a count goes before a share."""
        data = super().clean() or {}
        if not self.errors and data.get("moved") is None and data.get("percent") is None:
            self.add_error("moved", "Say how many, or which share.")
        return data


class DataForm(forms.Form):
    """Data that has to go somewhere."""

    title = forms.CharField(
        max_length=200, label="Data that must be kept, moved or deleted", help_text="One at a time."
    )


class SettlementForm(forms.Form):
    """One loose end is dealt with."""

    end = forms.ChoiceField(label="What is dealt with")
    on = DayField(label="Since")
    how = text_field("How", 2)

    def __init__(self, *args: Any, ends: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        end = self.fields["end"]
        assert isinstance(end, forms.ChoiceField)
        end.choices = list(ends)


class DecommissioningForm(forms.Form):
    """What was switched off, when, and where to find what is left."""

    on = DayField(label="Switched off on")
    record = text_field("What was switched off, and where its remains are", 4)
