"""Forms of the review room."""

from __future__ import annotations

from typing import Any

from django import forms

from people.models import Person
from portfolio.kernel.forms import DayField


class TakerForm(forms.Form):
    """Step one: who could become accountable."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="slug",
        empty_label="Choose a person",
        label="Who becomes accountable",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.active().order_by("name")  # type: ignore[attr-defined]


class OwnershipForm(forms.Form):
    """Step two: from when, and why; person and present owner are those whose loads were shown."""

    person = forms.ModelChoiceField(
        Person.objects.active(), to_field_name="slug", widget=forms.HiddenInput
    )
    seen_owner = forms.CharField(required=False, widget=forms.HiddenInput)
    on = forms.DateField(
        label="Accountable from",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Today or a day before.",
    )
    reason = forms.CharField(
        label="Why", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class SeenForm(forms.Form):
    """Knows what had happened to the warning when the page was shown: the newest event's key."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Several of these stand on one page, so each field's id says whose it is."""
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)


class ReopenForm(SeenForm):
    """Nothing to say."""


class AcknowledgeForm(SeenForm):
    """I know, and this is what happens now."""

    note = forms.CharField(
        label="What happens now",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SnoozeForm(SeenForm):
    """Quiet up to and including a day, for a reason."""

    until = DayField(label="Quiet up to and including", future=True)
    note = forms.CharField(
        label="Why it can wait", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
