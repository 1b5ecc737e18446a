"""Forms of the design table."""

from __future__ import annotations

from typing import Any

from django import forms

from people.models import Person
from portfolio.kernel.forms import VersionedForm
from products.values import Rationale


class DraftForm(forms.Form):
    """A draft's name, what it is about, and whether others of leadership see it."""

    name = forms.CharField(label="Name", max_length=120)
    note = forms.CharField(
        label="What it is about",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_shared = forms.BooleanField(
        label="Share it with leadership",
        required=False,
        help_text="Everybody in leadership then sees, changes and comments on it.",
    )


class DraftEditForm(VersionedForm, DraftForm):
    """The same, knowing what it was filled from."""


class DraftMoveForm(forms.Form):
    """One move: `thing` to the place `to`; `seen` is where the mover saw it.

    Places are `cluster:<slug>`, `cluster:+<key>` for one to be opened, `person:<slug>`,
    `person:` for nobody and `new:<slug of the owner>` for a cluster of its own, called `name`; its
    owner may stand in `person` instead.
    """

    thing = forms.CharField(max_length=120)
    to = forms.CharField(max_length=120)
    seen = forms.CharField(max_length=120, required=False)
    name = forms.CharField(max_length=200, required=False)
    person = forms.CharField(max_length=120, required=False)

    def clean_to(self) -> str:
        """Refuses what is no place."""
        text: str = self.cleaned_data["to"]
        if text.partition(":")[0] not in ("cluster", "person", "new") or ":" not in text:
            raise forms.ValidationError("Choose a place to move it to.", code="place_unknown")
        return text


class DraftOwnClusterForm(forms.Form):
    """A cluster of its own for a product: its name and who is to be accountable."""

    name = forms.CharField(label="Name of the new cluster", max_length=200)
    person = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Nobody yet",
        label="Who would be accountable",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.active().order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class DraftLockForm(forms.Form):
    """What stays where it is, and why."""

    thing = forms.CharField(max_length=120, widget=forms.HiddenInput)
    reason = forms.CharField(label="Why it stays", max_length=200)


class DraftCommentForm(forms.Form):
    """What somebody says about a draft."""

    text = forms.CharField(
        label="Comment", max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DraftRationaleForm(forms.Form):
    """Why the products of a cluster would belong together."""

    cluster = forms.CharField(max_length=120, widget=forms.HiddenInput)
    kinds = forms.MultipleChoiceField(
        label="They",
        choices=Rationale.choices(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sentence = forms.CharField(
        label="In a sentence",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DraftApplicationForm(VersionedForm):
    """Which moves are to be made."""

    moves = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, offered: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moves"].choices = [(pk, pk) for pk in offered]  # type: ignore[attr-defined]
