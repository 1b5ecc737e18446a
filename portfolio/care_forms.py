"""The forms of the five steps of bringing a cluster into care."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from backlogs.calculations.lines import LONGEST_TEXT, MOST_LINES, Line, read_lines
from backlogs.queries.homes import Home, known_of
from metrics.actions.picking import Pick
from metrics.forms import number_field
from metrics.models import MetricDefinition
from metrics.values import Cadence, Level
from portfolio.kernel.forms import DayField, VersionedForm
from portfolio.kernel.words import counted
from products.forms import UsersForm
from products.models import Product
from products.values import Dimension, Stage
from reviews.actions.first_review import FirstReview
from reviews.meeting_forms import minutes_field, person_field
from reviews.queries.schedule import CADENCE_WORDS

WRONG_SHOWN: Final = 3


class UseCaseForm(UsersForm):
    """A kind of user with what they need the product for; the use case is what counts here."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["use_case"].required = True


class LinesForm(forms.Form):
    """What is waiting to be done, one item a line."""

    lines = forms.CharField(
        label="Items, one a line",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="In the order in which they should be done. “fix:” in front says the type, "
        "“~2” the effort. What is waiting already is not added twice.",
    )

    def __init__(self, *args: Any, home: Home, product: Product, **options: Any) -> None:
        super().__init__(*args, **options)
        self.home, self.product = home, product
        self.read: list[Line] = []

    def clean_lines(self) -> str:
        """Reads each line; the first that cannot be meant are named."""
        text: str = self.cleaned_data["lines"]
        self.read = read_lines(text, known_of(self.home, text), self.product.slug)
        if len(self.read) > MOST_LINES:
            words = f"At most {MOST_LINES} lines at once; these are {len(self.read)}."
            raise forms.ValidationError(words, code="too_many")
        wrong = [line for line in self.read if line.error]
        if wrong:
            told = [f"Line {line.number}: {line.error}" for line in wrong[:WRONG_SHOWN]]
            rest = len(wrong) - len(told)
            more = [f"And {counted(rest, 'more line')}."] if rest else []
            raise forms.ValidationError([*told, *more])
        return text


@dataclass(frozen=True)
class Offer:
    """A standard metric as a line of the form: its box, its first number, how it is measured."""

    name: str
    description: str
    facts: str
    box: forms.BoundField
    number: forms.BoundField


class PicksForm(forms.Form):
    """Standard metrics to track, each with the number it stands at today, where that is known."""

    def __init__(
        self,
        *args: Any,
        offered: Sequence[MetricDefinition],
        taken: Collection[int] = (),
        **options: Any,
    ) -> None:
        """`taken` are definitions tracked already: not shown, but no error in a form sent twice."""
        super().__init__(*args, **options)
        self.offered, self.taken = list(offered), frozenset(taken)
        for row in self.offered:
            unit = f" ({row.unit})" if row.unit else ""
            self.fields[f"pick_{row.slug}"] = forms.BooleanField(label=row.name, required=False)
            label = f"{row.name} today{unit}"
            self.fields[f"at_{row.slug}"] = number_field(label, required=False)

    def shelves(self) -> Iterator[tuple[str, list[Offer]]]:
        """The offers by dimension."""
        for dimension in Dimension:
            rows = [
                row
                for row in self.offered
                if row.dimension == dimension and row.pk not in self.taken
            ]
            if rows:
                yield dimension.label, [self._offer(row) for row in rows]

    def clean(self) -> dict[str, Any]:
        """Something must be picked; a number picks its metric too."""
        data = super().clean() or {}
        if not self.errors and not self.picks():
            raise forms.ValidationError("Pick at least one metric.", code="nothing_picked")
        return data

    def picks(self) -> list[Pick]:
        """What was picked, in the order of the library."""
        data = self.cleaned_data
        return [
            Pick(row, data.get(f"at_{row.slug}"))
            for row in self.offered
            if data.get(f"pick_{row.slug}") or data.get(f"at_{row.slug}") is not None
        ]

    def _offer(self, row: MetricDefinition) -> Offer:
        level, cadence = Level(row.level).label.lower(), Cadence(row.cadence).label.lower()
        facts = f"{level}, {row.unit or 'count'}, {cadence}"
        box, number = self[f"pick_{row.slug}"], self[f"at_{row.slug}"]
        return Offer(row.name, row.description, facts, box, number)


class ReviewForm(forms.Form):
    """How often the cluster is reviewed, and when for the first time."""

    cadence_months = forms.TypedChoiceField(
        label="Reviewed", choices=list(CADENCE_WORDS.items()), coerce=int
    )
    meeting = forms.TypedChoiceField(
        label="At", coerce=int, empty_value=None, required=False, help_text="Where it is discussed."
    )
    day = DayField(label="Day of a meeting of its own", future=True, required=False)
    begins = forms.TimeField(
        label="Beginning",
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    minutes = minutes_field()
    facilitator = person_field("Facilitator")

    def __init__(self, *args: Any, meetings: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "A meeting of its own"), *meetings]
        self.fields["meeting"].choices = choices  # type: ignore[attr-defined]
        if not meetings:
            del self.fields["meeting"]

    def said(self) -> FirstReview:
        """The valid form as the action wants it."""
        return FirstReview(**self.cleaned_data)


class CandidateCareForm(VersionedForm):
    """Why a candidate is a product, and where it is in its life."""

    reason = forms.CharField(
        max_length=2000,
        label="Why it is a product",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It has users who depend on it, needs continued improvement, delivers a "
        "capability of its own, and somebody can answer for its outcome for years.",
    )
    stage = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Stage if one is not Stage.RETIRED],
        initial=Stage.MATURITY,
    )
