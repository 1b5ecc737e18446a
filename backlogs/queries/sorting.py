"""How a list is sorted, and what comes before and after a place in it, at any depth."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from backlogs.models import Item
from backlogs.queries.scoring import with_score
from backlogs.values import Cursor, Reference, Scheme, Sort

UNSCORED = Decimal(-1)  # scores are never below zero
_SCORE = DecimalField(max_digits=20, decimal_places=6)


@dataclass(frozen=True)
class Key:
    """What rows are compared by; `shown` is its name among a list's values, `stored` the item's.

    Rows that are equal in it follow one another as they were written.
    """

    shown: str
    stored: str
    descends: bool = False


KEYS: dict[Sort, Key] = {
    Sort.ORDER: Key("rank", "rank"),
    Sort.SCORE: Key("shown_score", "shown_score", descends=True),
    Sort.AGE: Key("created_at", "created_at"),
    Sort.TOUCHED: Key("shown_touched", "touched_at", descends=True),
    Sort.UNTOUCHED: Key("shown_touched", "touched_at"),
}


def ordering(sort: Sort, *, backwards: bool = False) -> tuple[str, str]:
    """The names to order by."""
    key = KEYS[sort]
    first = "-" if key.descends is not backwards else ""
    return f"{first}{key.shown}", "-pk" if backwards else "pk"


def scored(items: Any, scheme: Scheme) -> Any:
    """`items` with `shown_score`; what nobody scored comes after everything scored."""
    score = Coalesce(F("score"), Value(UNSCORED), output_field=_SCORE)
    return with_score(items, scheme).annotate(shown_score=score)


def following(sort: Sort, cursor: Cursor, scheme: Scheme) -> Q:
    """Rows after the one of the cursor."""
    return _beyond(sort, cursor, scheme, "lt" if KEYS[sort].descends else "gt", "gt")


def preceding(sort: Sort, cursor: Cursor, scheme: Scheme) -> Q:
    """Rows before the one of the cursor."""
    return _beyond(sort, cursor, scheme, "gt" if KEYS[sort].descends else "lt", "lt")


def _beyond(sort: Sort, cursor: Cursor, scheme: Scheme, way: str, ties: str) -> Q:
    key = KEYS[sort]
    named: Any = _named(cursor.item)
    if sort is Sort.SCORE:
        named = scored(named, scheme)
    at: Any = Subquery(named.values(key.stored)[:1]) if cursor.key is None else cursor.key
    if sort is Sort.ORDER:
        return Q(**{f"rank__{way}": at})  # ranks have no ties, and their index is used
    tied = Q(**{key.shown: at, f"pk__{ties}": Subquery(named.values("pk")[:1])})
    return Q(**{f"{key.shown}__{way}": at}) | tied


def _named(reference: Reference) -> QuerySet[Item]:
    return Item.objects.filter(product__key=reference.key, number=reference.number)
