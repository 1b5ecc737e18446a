"""Forms of judging candidates, one or many at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import Q

from portfolio.kernel.forms import DayField, VersionedForm
from products.actions.candidates import Judging
from products.models import Product
from products.values import Stage
from products.values.triage import Answer, Judgement, Question


class ProductNameField(forms.CharField):
    """A product by its name, key or part of its address; empty means none."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": "products", "autocomplete": "off"})
        super().__init__(max_length=200, required=False, widget=widget, **options)

    def clean(self, value: Any) -> Product | None:
        """Raises a validation error for what no product, or more than one, is called."""
        name = super().clean(value)
        return product_called(name) if name else None


class ProductNamesField(ProductNameField):
    """Several products, with commas between."""

    def clean(self, value: Any) -> tuple[Product, ...]:  # type: ignore[override]
        """All of them, or an error about the first that cannot be found."""
        text = forms.CharField.clean(self, value)
        return tuple(product_called(part.strip()) for part in text.split(",") if part.strip())


def product_called(name: str) -> Product:
    """The one product of that name; raises a validation error otherwise."""
    exact = Q(name__iexact=name) | Q(key__iexact=name) | Q(slug=name)
    found = list(Product.objects.filter(exact)[:2])
    if len(found) == 1:
        return found[0]
    words = "Several products are" if found else "No product is"
    raise forms.ValidationError(f"{words} called “{name}”.", code="product_unknown")


class JudgementsForm(forms.Form):
    """One judgement of every candidate that is picked."""

    judgement = forms.ChoiceField(choices=Judgement.choices(), label="What they are")
    reason = forms.CharField(
        max_length=2000, label="Reason", error_messages={"required": "Say why, in a sentence."}
    )
    product = ProductNameField(label="Which product")
    review_on = DayField(label="Look again on", required=False, future=True)

    def said(self) -> Judging:
        """What the form says, for the action."""
        return Judging(**self.cleaned_data)


class JudgementForm(VersionedForm):
    """The judgement of one candidate, with the answers that led to it."""

    judgement = forms.ChoiceField(
        choices=Judgement.choices(), label="What is it?", widget=forms.RadioSelect
    )
    reason = forms.CharField(max_length=2000, label="Why", widget=forms.Textarea(attrs={"rows": 2}))
    product = ProductNameField(
        label="Which product",
        help_text="What it is part of; or the product it already is. Left empty for a new product.",
    )
    stage = forms.ChoiceField(
        choices=Stage.choices(), initial=Stage.INTRODUCTION, label="Stage of a new product"
    )
    supports = ProductNamesField(
        label="Products that depend on it", help_text="Of infrastructure; commas between the names."
    )
    ends_on = DayField(label="End of the project", required=False, future=True)
    review_on = DayField(
        label="Look again on",
        required=False,
        future=True,
        help_text="It comes back to your desk that day. Needed for what is to be retired.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for question in Question:
            self.fields[f"q_{question.value}"] = forms.ChoiceField(
                label=question.label,
                choices=Answer.choices(),
                required=False,
                widget=forms.RadioSelect,
            )

    def questions(self) -> Iterator[forms.BoundField]:
        """The four guiding questions."""
        return (self[f"q_{question.value}"] for question in Question)

    def others(self) -> Iterator[forms.BoundField]:
        """Everything that is asked after them."""
        return (field for field in self.visible_fields() if not field.name.startswith("q_"))

    def said(self) -> Judging:
        """What the form says, for the action."""
        given = {name: word for name, word in self.cleaned_data.items() if name != "version"}
        answers = read_answers(given)
        return Judging(
            **{name: word for name, word in given.items() if not name.startswith("q_")},
            answers=answers,
        )


class MatchForm(VersionedForm):
    """Whether something of a like name is the same thing."""

    kind = forms.ChoiceField(choices=(("product", "product"), ("other", "other")))
    pk = forms.IntegerField(min_value=1, max_value=10**15)
    answer = forms.ChoiceField(choices=(("same", "same"), ("different", "different")))


def read_answers(given: Mapping[str, Any]) -> dict[str, str]:
    """The answers among the fields of a form or of an address; what is no answer is left out."""
    said = {question.value: given.get(f"q_{question.value}") for question in Question}
    return {name: str(word) for name, word in said.items() if word in Answer.texts()}


def read_picks(texts: list[str]) -> dict[int, int]:
    """Boxes as they are sent, `key.version`; what no list of ours ever sent is left out."""
    pairs = [text.partition(".")[::2] for text in texts]
    return {
        int(pk): int(version)
        for pk, version in pairs
        if pk.isascii() and pk.isdigit() and version.isascii() and version.isdigit()
        if len(pk) < 16 and len(version) < 9
    }
