"""Forms that answer a group proposal."""

from __future__ import annotations

from typing import Any

from django import forms

from people.models import Person
from portfolio.kernel.forms import DayField
from reviews.forms import RationaleForm


class GroupOwnerForm(forms.Form):
    """Who shall be accountable; their load is shown before anything is saved."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="slug",
        empty_label="Choose a person",
        label="Who becomes accountable",
        help_text="Somebody who owns none of these products is asked, and takes over once they "
        "accept.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "owner_%s")
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.active().order_by("name")  # type: ignore[attr-defined]


class GroupAcceptanceForm(RationaleForm):
    """The new cluster: its name, why, from when; owner and shape are those that were shown."""

    name = forms.CharField(max_length=200, label="Name of the cluster")
    on = DayField(label="From", help_text="Today or an earlier day of this quarter.")
    person = forms.ModelChoiceField(
        Person.objects.active(),
        to_field_name="slug",
        widget=forms.HiddenInput,
        error_messages={"required": "Choose who becomes accountable first."},
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    field_order = ("name", "rationale_kinds", "rationale", "on", "person", "seen")


class GroupDeclineForm(forms.Form):
    """Why these products do not belong together."""

    reason = forms.CharField(
        label="Why they stay apart",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="They are not proposed together for two whole quarters; the reason stays on the "
        "page.",
    )
