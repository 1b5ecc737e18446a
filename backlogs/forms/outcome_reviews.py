"""What the accountable owner says of a review."""

from __future__ import annotations

from datetime import datetime

from django import forms

from backlogs.values.verdicts import Verdict


class OutcomeReviewForm(forms.Form):
    """The verdict, the computed one to begin with, and why it is another one."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
    verdict = forms.ChoiceField(
        label="Did it work?", choices=Verdict.choices(), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": None}),
        help_text="Needed where it is not what the numbers say.",
    )

    def clean_seen(self) -> datetime:
        """When the numbers the person saw were computed."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError as error:
            raise forms.ValidationError("Open the page again.", code="stale") from error
