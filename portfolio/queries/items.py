"""Open items of products at a moment: counted, and written out.

A list may hold thousands, so what is counted is counted by PostgreSQL and only what is shown is
read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from backlogs.models import Item, StateEvent
from backlogs.models.item import CLOSED_STATES
from backlogs.queries.clock import ends
from backlogs.queries.state import open_items, open_values
from backlogs.values import ItemState
from portfolio.kernel.marks import tag
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import pattern

STARTED = [state for state in ItemState if state.is_started]


@dataclass(frozen=True)
class ItemLine:
    """One item of a backlog's top."""

    reference: str
    title: str
    url: str
    state: SafeString
    effort: str


@dataclass(frozen=True)
class OpenCounts:
    """Open items of a product: how many, in progress or waiting, points, and those without any."""

    items: int = 0
    started: int = 0
    points: int = 0
    unestimated: int = 0


@dataclass(frozen=True)
class OpenWork:
    """The first open items in order, and the counts of each product that has any."""

    top: list[dict[str, Any]]
    by_product: Mapping[int, OpenCounts]

    @property
    def items(self) -> int:
        """How many there are altogether."""
        return sum(counts.items for counts in self.by_product.values())

    @property
    def started(self) -> int:
        """How many of them are in progress or waiting."""
        return sum(counts.started for counts in self.by_product.values())

    @property
    def unestimated(self) -> int:
        """How many of them nobody has given points."""
        return sum(counts.unestimated for counts in self.by_product.values())


def open_work(product_ids: Collection[int], moment: Moment, limit: int) -> OpenWork:
    """The open items of the products, the first `limit` in order. Two statements."""
    rows = open_rows(product_ids, moment)
    counted = (
        rows.order_by()
        .values("product_id")
        .annotate(
            count=Count("pk"),
            started=Count("pk", filter=Q(state_then__in=STARTED)),
            points=Coalesce(Sum("effort"), 0),
            unestimated=Count("pk", filter=Q(effort__isnull=True)),
        )
    )
    told = counted.values_list("product_id", "count", "started", "points", "unestimated")
    return OpenWork(
        list(rows[:limit]), {product_id: OpenCounts(*counts) for product_id, *counts in told}
    )


def open_rows(product_ids: Collection[int], moment: Moment) -> QuerySet[Any, dict[str, Any]]:
    """Open items as `backlogs.queries.state.open_items` tells them.

    Of today from the items themselves, which repeat their newest event, and so by an index.
    """
    if moment.is_past:
        return open_items(product_ids, ends(moment.on))
    rows = Item.objects.unfinished().filter(product_id__in=product_ids)
    return open_values(rows.annotate(state_then=F("state"), touched_then=F("touched_at")))


def count_open_items(product_ids: Collection[int], moment: Moment) -> dict[int, int]:
    """How many items of each product were neither shipped nor dropped; products without are absent.

    One statement: from the items themselves today, from their last event then in the past.
    """
    if not moment.is_past:
        rows = Item.objects.unfinished().filter(product_id__in=product_ids)
        counted = rows.order_by().values("product_id").annotate(count=Count("pk"))
        return dict(counted.values_list("product_id", "count"))
    last = (
        StateEvent.objects.filter(product_id__in=product_ids, at__lt=ends(moment.on))
        .order_by("item_id", "-at", "-id")
        .distinct("item_id")
    )
    found: dict[int, int] = {}
    for product_id, state in last.values_list("product_id", "to_state"):
        if state not in CLOSED_STATES:
            found[product_id] = found.get(product_id, 0) + 1
    return found


def item_lines(items: Sequence[Mapping[str, Any]], moment: Moment) -> list[ItemLine]:
    """Open items written out."""
    url = pattern("backlogs:item-detail", moment, "reference", "AA-999999")
    tones = {ItemState.IN_PROGRESS: "mark", ItemState.WAITING: "watch"}
    lines = []
    for item in items:
        reference, state = f"{item['key']}-{item['number']}", ItemState(item["state_then"])
        lines.append(
            ItemLine(
                reference=reference,
                title=item["title"],
                url=url(reference),
                state=tag(state.label, tones.get(state, "")),
                effort=f"{item['effort']} pt" if item["effort"] else "",
            )
        )
    return lines
