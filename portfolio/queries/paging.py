"""Pages of a long list that cost the same however deep one goes: each begins after a known row.

A page is named by the row it comes after or before, as `after=<key>~<id>`, where the key is the
value of the column sorted by. So a page neither skips nor repeats a row when another one is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Lower

from portfolio.kernel.errors import NotFound
from products.values import Stage

PAGE: Final = 50
LAST, FIRST = Decimal(1000), Decimal(-1)
"""Scores lie between 0 and 100; what has none comes last, whichever way the list is sorted."""


@dataclass(frozen=True)
class Sort:
    """One way to order products."""

    name: str
    is_descending: bool = False

    @property
    def word(self) -> str:
        """As it stands in the address."""
        return f"-{self.name}" if self.is_descending else self.name

    @property
    def is_number(self) -> bool:
        """Whether keys are numbers."""
        return self.name in ("stage", "health", "value")

    @property
    def key(self) -> Combinable:
        """What is compared; never empty, or rows would be lost between pages."""
        if self.name == "stage":
            steps = [When(stage=stage.value, then=stage.position) for stage in Stage]
            return Case(*steps, default=len(steps))
        if self.is_number:
            return Coalesce(F(self.name), Value(FIRST if self.is_descending else LAST))
        column = {"name": "product__name", "cluster": "cluster__name", "owner": "owner_name"}
        return Coalesce(Lower(column[self.name]), Value(""), output_field=CharField())

    def turned(self) -> Sort:
        """The same column the other way round."""
        return Sort(self.name, not self.is_descending)

    @classmethod
    def read(cls, word: str) -> Sort:
        """From the address; raises `NotFound` for a column there is none of."""
        name = word.removeprefix("-")
        if name not in ("name", "cluster", "owner", "stage", "health", "value"):
            raise NotFound(f"The list cannot be sorted by “{name}”.", code="unknown_sort")
        return cls(name, word.startswith("-"))


@dataclass(frozen=True)
class Place:
    """Where a page begins: after a row, or before one when going back; the start when neither."""

    key: Any = None
    pk: int = 0
    is_back: bool = False

    @classmethod
    def read(cls, after: str, before: str, sort: Sort) -> Place:
        """From the address; raises `NotFound` for what no page of ours ever linked to."""
        token = before or after
        if not token:
            return cls()
        key, tilde, pk = token.rpartition("~")
        try:
            known = Decimal(key) if sort.is_number else key
            if not tilde or not pk.isascii() or not pk.isdigit() or len(pk) > 18:
                raise ValueError(token)
            if isinstance(known, Decimal) and not FIRST <= known <= LAST:
                raise ValueError(token)
        except (ValueError, InvalidOperation) as error:
            raise NotFound("There is no such page of the list.", code="unknown_page") from error
        return cls(known, int(pk), bool(before))

    def beyond(self, sort: Sort) -> Q:
        """The rows on the page's side of the place; all of them from the start."""
        if not self.pk:
            return Q(pk__isnull=False)
        word = "lt" if self.is_back != sort.is_descending else "gt"
        pk_word = "lt" if self.is_back else "gt"
        return Q(**{f"key__{word}": self.key}) | Q(key=self.key, **{f"pk__{pk_word}": self.pk})


@dataclass(frozen=True)
class Slice:
    """One page of rows: the `first` of `total` counted from 1, and the places of its neighbours."""

    rows: list[dict[str, Any]]
    total: int
    first: int
    after: str = ""
    before: str = ""

    @property
    def last(self) -> int:
        """The position of its last row."""
        return self.first + len(self.rows) - 1


def slice_of(
    rows: QuerySet[Any], sort: Sort, place: Place, columns: tuple[str, ...], key: Any = None
) -> Slice:
    """The page of `rows` at the place: two statements, whatever its depth.

    `key` is what is compared where the rows are not those of `standing`.
    """
    keyed = rows.annotate(key=sort.key if key is None else key)
    counts = keyed.aggregate(
        total=Count("pk"), left=Count("pk", filter=place.beyond(sort)) if place.pk else Count("pk")
    )
    signs = ("-" if sort.is_descending != place.is_back else "", "-" if place.is_back else "")
    ordered = keyed.filter(place.beyond(sort)).order_by(f"{signs[0]}key", f"{signs[1]}pk")
    found = list(ordered.values("pk", "key", *columns)[:PAGE])
    if place.is_back:
        found.reverse()
        first = counts["left"] - len(found) + 1
    else:
        first = counts["total"] - counts["left"] + 1
    last = first + len(found) - 1
    return Slice(
        rows=found,
        total=counts["total"],
        first=first,
        after=_token(found[-1]) if found and last < counts["total"] else "",
        before=_token(found[0]) if found and first > 1 else "",
    )


def _token(row: dict[str, Any]) -> str:
    return f"{row['key']}~{row['pk']}"
