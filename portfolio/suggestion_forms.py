"""Forms for having moves suggested."""

from __future__ import annotations

from typing import Any

from django import forms


class SuggestionForm(forms.Form):
    """What a suggestion has to keep to."""

    receivers = forms.ChoiceField(
        label="Who may take something on",
        choices=[("owners", "Whoever owns a cluster today"), ("everybody", "Everybody")],
    )
    most = forms.IntegerField(
        label="At most so many moves",
        required=False,
        min_value=1,
        max_value=10_000,
        help_text="Empty: as many as it takes.",
    )
    may_split = forms.BooleanField(
        label="Active products may leave a cluster", required=False, initial=True
    )
    with_orphans = forms.BooleanField(
        label="Give clusters without an owner somebody, too", required=False
    )


class AdoptionForm(forms.Form):
    """Which of the suggested moves are taken into the draft, by their places in the answer."""

    moves = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, offered: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, number) for number in range(offered)]
        self.fields["moves"].choices = choices  # type: ignore[attr-defined]
