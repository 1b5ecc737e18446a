"""The forms of an item: all of it, its state, its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from backlogs.actions.items import LARGEST_EFFORT
from backlogs.values import Dimension, ItemState, ItemType, Reference
from people.models import Person
from products.models import Product

LONGEST_LIST = 1_000_000
LONGEST_DESCRIPTION = 20_000


class ItemForm(forms.Form):
    """An item's words and kind. `product` only where the list holds several."""

    title = forms.CharField(max_length=300, help_text="What shall be different, in a few words.")
    product = forms.ModelChoiceField(Product.objects.none(), to_field_name="slug", empty_label=None)
    type = forms.ChoiceField(
        choices=ItemType.choices(),
        help_text="What kind of work it is. A fix restores what was promised.",
    )
    dimension = forms.ChoiceField(
        choices=Dimension.choices(), help_text="Which accountability it serves."
    )
    effort = forms.IntegerField(
        min_value=1, max_value=LARGEST_EFFORT, required=False, help_text="Points. May be empty."
    )
    assignee = forms.ModelChoiceField(
        Person.objects.none(), required=False, to_field_name="slug", empty_label="Nobody yet"
    )
    description = forms.CharField(
        max_length=LONGEST_DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Markdown: **bold**, lists, tables, links.",
    )
    at_top = forms.BooleanField(required=False, label="Put it at the top of the list")
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        products: Iterable[Product] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = [person.pk for person in people]
        self.fields["assignee"].queryset = Person.objects.filter(pk__in=known)  # type: ignore[attr-defined]
        choices = [product.pk for product in products]
        if choices:
            del self.fields["version"]
        else:
            del self.fields["at_top"]
        if len(choices) > 1:
            self.fields["product"].queryset = Product.objects.filter(pk__in=choices)  # type: ignore[attr-defined]
        else:
            del self.fields["product"]


class StateForm(forms.Form):
    """The next state of an item, and why, where it needs a why."""

    state = forms.ChoiceField(choices=ItemState.choices())
    reason = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed to drop an item and to open one again.",
    )
    seen = forms.ChoiceField(choices=ItemState.choices(), widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, allowed: Iterable[ItemState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(allowed)

    def offer(self, states: Iterable[ItemState]) -> None:
        """Let these states be chosen."""
        choices = [(state.value, state.label) for state in states]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]


class ReferenceField(forms.CharField):
    """A reference such as CR-198."""

    def to_python(self, value: Any) -> Reference | None:  # type: ignore[override]
        """The reference, None for nothing; an error for a text that is none."""
        text = super().to_python(value)
        if not text:
            return None
        found = Reference.parse(text)
        if found is None:
            raise forms.ValidationError("That is no item; write it as CR-198.")
        return found


class PositionForm(forms.Form):
    """Where an item shall go: to a position, beside another item, or to an end. One of them."""

    position = forms.IntegerField(
        label="To position", min_value=1, max_value=LONGEST_LIST, required=False
    )
    after = ReferenceField(
        label="Directly after", required=False, help_text="An item of the cluster, such as CR-198."
    )
    before = ReferenceField(label="Directly before", required=False)
    to = forms.ChoiceField(
        label="To an end",
        choices=[("", "Neither"), ("top", "Top"), ("bottom", "Bottom")],
        required=False,
    )
    version = forms.IntegerField(
        min_value=0, max_value=2**53, required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        """One place, or an error; scripts send an empty `after` beside `before`."""
        given = dict(self.cleaned_data)
        named = [name for name in ("after", "before", "position", "to") if given.get(name)]
        if len(named) != 1 and not self.errors:
            raise forms.ValidationError("Say one place to move to.")
        self.place = {name if name != "position" else "to": given[name] for name in named}
        return given
