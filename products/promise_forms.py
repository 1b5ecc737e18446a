"""Forms about who answers for a cluster, who stands in, and who leaves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from people.models import Person
from portfolio.kernel.forms import DayField
from products.values.ownership import ConfirmationAnswer


class DeputyForm(forms.Form):
    """Somebody stands in for a while."""

    person = forms.ModelChoiceField(queryset=Person.objects.none(), empty_label="Choose a person")
    since = DayField(label="From", future=True)
    last_day = DayField(label="Until", future=True, help_text="The last day of the absence.")
    reason = forms.CharField(
        max_length=200, required=False, help_text="Such as: parental leave.", label="Why"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = Person.objects.active()  # type: ignore[attr-defined]


class ConfirmationForm(forms.Form):
    """Still yours?"""

    answer = forms.ChoiceField(
        choices=[
            (ConfirmationAnswer.YES.value, "Yes, I go on answering for it"),
            (ConfirmationAnswer.NO.value, "No, somebody else should"),
        ],
        label="Still yours",
        widget=forms.RadioSelect,
    )
    suggested = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Nobody in particular",
        label="Whom do you suggest",
        help_text="Leadership proposes it, and it holds once that person accepts.",
    )
    note = forms.CharField(
        label="Why", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["suggested"].queryset = Person.objects.active()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A no says why."""
        data = super().clean() or {}
        if data.get("answer") == ConfirmationAnswer.NO and not data.get("note"):
            self.add_error("note", ValidationError("Say why in a sentence.", code="required"))
        return data
