"""The form that gives a link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from people.queries import today
from portfolio.kernel.forms import DayField

USUAL_DAYS = 30


class ShareLinkForm(forms.Form):
    """Until when a link works, and for whom it is meant."""

    label = forms.CharField(
        label="For whom",
        max_length=120,
        required=False,
        help_text="For your own list of links; who opens the link does not see it.",
    )
    until = DayField(future=True, help_text="It works to the end of this day; a year at most.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = today() + timedelta(days=USUAL_DAYS)
