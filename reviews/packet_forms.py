"""The form with which an owner prepares a packet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms

from portfolio.kernel.forms import VersionedForm

LONGEST: Final = 2000
PREFIX: Final = "on_"


class PreparationForm(VersionedForm):
    """The ask, what went badly, and a comment on each section of the packet."""

    ask = forms.CharField(
        label="What do you ask for?",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence that can be decided on.",
    )
    went_badly = forms.CharField(
        label="What went badly?",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Candid and short. It is about the work, never about a person.",
    )

    def __init__(self, *args: Any, sections: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, title in sections:
            self.fields[PREFIX + key] = forms.CharField(
                label=f"On “{title}”",
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def said(self) -> dict[str, Any]:
        """The cleaned data as `write_note` takes it."""
        data = dict(self.cleaned_data)
        comments = {
            name.removeprefix(PREFIX): data.pop(name)
            for name in list(data)
            if name.startswith(PREFIX)
        }
        return {**data, "comments": comments}
