"""What was shipped with what it has to show, for any products, in two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from backlogs.calculations.worked import Told, Work
from backlogs.models import OutcomeReview, StateEvent
from backlogs.queries.clock import ends, starts
from backlogs.values import Dimension, ItemState, ItemType
from backlogs.values.verdicts import Verdict

Products = Collection[int] | None
"""Keys of products; None is every product there is."""


def shipped_work(products: Products, first: date, day: date) -> list[Work]:
    """The items shipped from `first` to `day`, both counted, that still were shipped on `day`.

    Each with its reviews due by `day`. An item opened again and shipped again counts once, on the
    day of its newest shipping, for the product it was shipped for.
    """
    rows = list(_shippings(products, starts(first), ends(day)))
    reviews = _reviews(products, first, day)
    return [_work(row, reviews) for row in rows]


def _shippings(products: Products, begin: datetime, end: datetime) -> Any:
    later = StateEvent.objects.filter(item=OuterRef("item"), at__lt=end).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    )
    rows = StateEvent.objects.filter(to_state=ItemState.SHIPPED, at__gte=begin, at__lt=end)
    if products is not None:
        rows = rows.filter(product_id__in=products)
    return (
        rows.filter(~Exists(later))
        .order_by("item_id")
        .values_list(
            "item_id", "product_id", "at", "item__type", "item__dimension", "item__outcome__pk"
        )
    )


def _reviews(products: Products, first: date, day: date) -> dict[tuple[int, date], list[Told]]:
    """Item and day of shipping → its reviews."""
    rows = OutcomeReview.objects.filter(due_on__lte=day, shipped_on__gte=first - timedelta(days=1))
    if products is not None:
        shipped = StateEvent.objects.filter(
            item=OuterRef("item"), to_state=ItemState.SHIPPED, product_id__in=products
        )
        rows = rows.filter(Exists(shipped))
    found: dict[tuple[int, date], list[Told]] = defaultdict(list)
    for item_id, shipped_on, due_on, verdict, effect, said, said_at in rows.order_by().values_list(
        "item_id", "shipped_on", "due_on", "verdict", "effect", "said_verdict", "said_at"
    ):
        told = Told(
            due_on,
            Verdict(verdict),
            effect,
            Verdict(said) if said else None,
            timezone.localdate(said_at) if said_at else None,
        )
        found[item_id, shipped_on].append(told)
    return found


def _work(row: tuple[Any, ...], reviews: dict[tuple[int, date], list[Told]]) -> Work:
    item_id, product_id, at, kind, dimension, outcome = row
    shipped_on = timezone.localdate(at)
    return Work(
        item_id,
        product_id,
        shipped_on,
        ItemType(kind),
        Dimension(dimension),
        outcome is not None,
        tuple(reviews.get((item_id, shipped_on), ())),
    )
