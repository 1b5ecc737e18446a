"""The forms of a roadmap: what shall stand on it, where, in which words, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from backlogs.actions.roadmap import Place
from backlogs.actions.roadmap_words import LONGEST_SENTENCE
from backlogs.values import Column, Reference
from portfolio.kernel.forms import VersionedForm
from products.models import Product

SENTENCE_HELP = "What will be better for whom. It stands under the title."
GATHERS_HELP = "References of open items, such as CR-198 CR-201. Only a theme gathers items."
NOTE_HELP = "Asked for when something is put off: what waits longer now, and why that is right."
LARGEST_KEY = 2**53


class ReferencesField(forms.CharField):
    """Several references, parted by spaces or commas."""

    def to_python(self, value: Any) -> list[Reference]:  # type: ignore[override]
        """The references in the order written, each once."""
        words = re.split(r"[\s,;]+", super().to_python(value) or "")
        found = {word: Reference.parse(word) for word in words if word}
        wrong = [word for word, reference in found.items() if reference is None]
        if wrong:
            raise forms.ValidationError(f"“{wrong[0]}” is no item; write it as CR-198.")
        return list(dict.fromkeys(one for one in found.values() if one is not None))


def _note() -> forms.CharField:
    return forms.CharField(
        label="Trade-off",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NOTE_HELP,
    )


def _sentence() -> forms.CharField:
    return forms.CharField(
        label="In a sentence",
        max_length=LONGEST_SENTENCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=SENTENCE_HELP,
    )


class PlaceForm(forms.Form):
    """Where an entry shall stand: a column, and its first or last place, or beside a neighbour."""

    column = forms.ChoiceField(choices=Column.choices())
    place = forms.ChoiceField(
        label="Place in the column",
        choices=[("last", "Last"), ("first", "First")],
        required=False,
    )
    note = _note()
    after = forms.IntegerField(max_value=LARGEST_KEY, required=False, widget=forms.HiddenInput)
    before = forms.IntegerField(max_value=LARGEST_KEY, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(
        min_value=0, max_value=LARGEST_KEY, required=False, widget=forms.HiddenInput
    )

    @property
    def wanted(self) -> Place:
        """The place of a valid form."""
        given = self.cleaned_data
        return Place(
            Column(given["column"]),
            after=given.get("after"),
            before=given.get("before"),
            first=given.get("place") == "first",
        )


class EntryForm(PlaceForm):
    """A new entry: an item by its reference, or the title of a theme."""

    what = forms.CharField(
        label="Item or theme",
        max_length=300,
        widget=forms.TextInput(attrs={"list": "offered", "autocomplete": "off"}),
        help_text="An item such as CR-198, or a title for a theme.",
    )
    sentence = _sentence()
    product = forms.ModelChoiceField(
        Product.objects.none(),
        label="A theme of",
        required=False,
        to_field_name="slug",
        empty_label="The whole cluster",
    )
    gathers = ReferencesField(
        label="Items of the theme", max_length=2000, required=False, help_text=GATHERS_HELP
    )
    field_order = ("what", "sentence", "product", "gathers", "column", "place", "note")

    def __init__(self, *args: Any, products: Iterable[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [product.pk for product in products]
        if len(keys) > 1:
            self.fields["product"].queryset = Product.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        else:
            del self.fields["product"]


class RemovalForm(forms.Form):
    """Why an entry is taken off."""

    note = _note()
    version = forms.IntegerField(
        min_value=0, max_value=LARGEST_KEY, required=False, widget=forms.HiddenInput
    )


class WordsForm(VersionedForm):
    """An entry's words; an item keeps the title it has in the backlog."""

    title = forms.CharField(max_length=200)
    sentence = _sentence()
    gathers = ReferencesField(
        label="Items of the theme", max_length=2000, required=False, help_text=GATHERS_HELP
    )

    def __init__(self, *args: Any, is_theme: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_theme:
            del self.fields["title"]
            del self.fields["gathers"]
