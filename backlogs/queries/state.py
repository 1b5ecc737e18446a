"""The state of backlogs at the end of a day: what was open, stale and on top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Greatest
from django.utils import timezone

from backlogs.calculations.freshness import is_stale, rewound
from backlogs.models import Backlog, Item, ItemQuerySet, KeptOrder, Move, StateEvent
from backlogs.queries.clock import ends
from backlogs.queries.flow import products_of
from backlogs.values import REFINING, BacklogPolicy, ItemState, ItemType

TOP = 10
CLOSED = [state for state in ItemState if state.is_closed]


@dataclass(frozen=True)
class OpenItem:
    """An open item as it was at the end of the day."""

    item_id: int
    product_id: int
    reference: str
    title: str
    type: ItemType
    state: ItemState
    effort: int | None
    created_on: date
    touched_on: date
    is_stale: bool


@dataclass(frozen=True)
class BacklogState:
    """One cluster's list: counts, points of the estimated items, freshness, first items."""

    open: int
    stale: int
    points: int
    unestimated: int
    refined_on: date | None
    is_stale: bool
    top: tuple[OpenItem, ...]
    open_ids: tuple[int, ...]


def backlog_state(
    cluster_ids: Collection[int], on: date, policy: BacklogPolicy | None = None
) -> dict[int, BacklogState]:
    """The state of each cluster's list at the end of day `on`, in a constant number of queries.

    States come from events; the order is today's with every later move taken back. A list nobody
    ever tended counts from the day its oldest open item was written; an empty one is never stale.
    """
    limits = policy or BacklogPolicy()
    end = ends(on)
    homes = {
        product_id: cluster_id
        for cluster_id, products in products_of(cluster_ids, on).items()
        for product_id in products
    }
    items: dict[int, dict[int, OpenItem]] = defaultdict(dict)
    for row in open_items(homes, end):
        items[homes[row["product_id"]]][row["pk"]] = _open_item(row, on, limits)
    orders = orders_at(cluster_ids, items, end)
    refined = refined_by(cluster_ids, end)
    return {
        cluster_id: _state(
            [items[cluster_id][key] for key in orders[cluster_id]],
            refined.get(cluster_id),
            on,
            limits,
        )
        for cluster_id in cluster_ids
    }


def as_of(items: ItemQuerySet, end: datetime) -> Any:
    """`items` that existed before `end`, with `state_then` and `touched_then`."""
    events = StateEvent.objects.filter(item=OuterRef("pk"), at__lt=end).order_by("-at", "-id")
    moves = Move.objects.filter(item=OuterRef("pk"), at__lt=end).order_by("-at", "-id")
    touched = Case(
        When(touched_at__lt=end, then=F("touched_at")),
        default=Greatest(Subquery(events.values("at")[:1]), Subquery(moves.values("at")[:1])),
    )
    return items.filter(created_at__lt=end).annotate(
        state_then=Subquery(events.values("to_state")[:1]), touched_then=touched
    )


def open_items(product_ids: Collection[int], end: datetime) -> QuerySet[Any, dict[str, Any]]:
    """Values of the items of these products that were open just before `end`, in today's order."""
    items = as_of(Item.objects.filter(product_id__in=product_ids), end)
    return open_values(items.exclude(state_then__in=CLOSED))


def open_values(items: Any) -> QuerySet[Any, dict[str, Any]]:
    """What is told of open items, in today's order; they have `state_then` and `touched_then`."""
    return items.in_order().values(
        "pk", "product_id", "number", "title", "type", "effort", "state_then", "touched_then",
        "created_at", key=F("product__key"),
    )  # fmt: skip


def refined_by(cluster_ids: Collection[int], end: datetime) -> dict[int, datetime | None]:
    """When each list was last tended before `end`: as stored, or as events and moves say."""
    moves = Move.objects.filter(cluster=OuterRef("pk"), at__lt=end)
    steps = StateEvent.objects.filter(
        item__cluster=OuterRef("pk"), at__lt=end, to_state__in=REFINING
    ).exclude(from_state="")
    told = Greatest(
        Subquery(moves.order_by("-at").values("at")[:1]),
        Subquery(steps.order_by("-at").values("at")[:1]),
    )
    rows = Backlog.objects.filter(cluster_id__in=cluster_ids).annotate(
        refined=Case(When(refined_at__lt=end, then=F("refined_at")), default=told)
    )
    return dict(rows.values_list("cluster_id", "refined"))


def orders_at(
    cluster_ids: Collection[int], items: Mapping[int, Mapping[int, object]], end: datetime
) -> dict[int, list[int]]:
    """The open items' keys in the order of then: whole lists are rewound, then narrowed.

    A list whose products came or went since is rewound from the order kept at the first such day.
    Items no order knows (a product entered as moved before it was) stand at the end.
    """
    kept = _kept(cluster_ids, end)
    later = Move.objects.filter(cluster_id__in=cluster_ids, at__gte=end).order_by("-at", "-id")
    moves: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for cluster_id, item_id, left_id, at in later.values_list(
        "cluster_id", "item_id", "left_id", "at"
    ):
        if cluster_id not in kept or at < kept[cluster_id].at:
            moves[cluster_id].append((item_id, left_id))
    whole: dict[int, list[int]] = defaultdict(list)
    rows = Item.objects.filter(cluster_id__in=set(moves) - set(kept)).in_order()
    for cluster_id, item_id in rows.values_list("cluster_id", "pk"):
        whole[cluster_id].append(item_id)
    whole.update((cluster_id, row.items) for cluster_id, row in kept.items())
    return {
        key: _narrowed(rewound(whole[key], moves[key]), items[key])
        if key in whole
        else list(items[key])
        for key in cluster_ids
    }


def _kept(cluster_ids: Collection[int], end: datetime) -> dict[int, KeptOrder]:
    """The first order kept from `end` on, of each list that has one."""
    rows = KeptOrder.objects.filter(cluster_id__in=cluster_ids, at__gte=end)
    return {row.cluster_id: row for row in rows.order_by("-at", "-id")}


def _narrowed(order: list[int], items: Mapping[int, object]) -> list[int]:
    known = set(order)
    return [key for key in order if key in items] + [key for key in items if key not in known]


def _open_item(row: dict[str, Any], on: date, limits: BacklogPolicy) -> OpenItem:
    touched_on = timezone.localdate(row["touched_then"])
    return OpenItem(
        item_id=row["pk"],
        product_id=row["product_id"],
        reference=f"{row['key']}-{row['number']}",
        title=str(row["title"]),
        type=ItemType(row["type"]),
        state=ItemState(row["state_then"]),
        effort=row["effort"],
        created_on=timezone.localdate(row["created_at"]),
        touched_on=touched_on,
        is_stale=is_stale(touched_on, on, limits.item_stale_days),
    )


def _state(
    items: list[OpenItem], refined: datetime | None, on: date, limits: BacklogPolicy
) -> BacklogState:
    refined_on = timezone.localdate(refined) if refined else None
    since = refined_on or min((item.created_on for item in items), default=on)
    return BacklogState(
        open=len(items),
        stale=sum(item.is_stale for item in items),
        points=sum(item.effort or 0 for item in items),
        unestimated=sum(item.effort is None for item in items),
        refined_on=refined_on,
        is_stale=bool(items) and is_stale(since, on, limits.list_stale_days),
        top=tuple(items[:TOP]),
        open_ids=tuple(item.item_id for item in items),
    )
