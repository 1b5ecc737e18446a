"""Finding the gap a move goes into, in one reading of the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import OuterRef, Q, Subquery

from backlogs.models import Item, ItemQuerySet
from backlogs.values import ItemState
from portfolio.kernel.errors import NotFound, Refused


@dataclass(frozen=True)
class Target:
    """Directly after (or before) the item with key `neighbour`; without one, at the list's end.

    `position` counts from 1 and is turned into a neighbour once the list is held.
    """

    neighbour: int | None = None
    is_after: bool = False
    position: int | None = None

    @classmethod
    def of(cls, after: int | None, before: int | None, to: str | int | None) -> Self:
        """Read what a caller said; raises `Refused` unless it names exactly one place."""
        if [after is None, before is None, to is None].count(False) != 1:
            raise Refused("Say one place to move to.", code="place_unclear", field="to")
        if after is not None or before is not None:
            return cls(after if after is not None else before, is_after=after is not None)
        if to in ("top", "bottom"):
            return cls(is_after=to == "bottom")
        if isinstance(to, int) and to >= 1:
            return cls(position=to)
        raise Refused(
            "A place is “top”, “bottom” or a position from 1 on.", code="place_unknown", field="to"
        )


@dataclass(frozen=True)
class Gap:
    """Where `items` (in their order) go: between two ranks, after the item `follows`.

    `left` names, for each item, the one it stood after, whatever its state.
    """

    items: list[int]
    low: int | None = None
    high: int | None = None
    follows: int | None = None
    is_in_place: bool = False
    left: dict[int, int | None] = field(default_factory=dict)


def gap_at(cluster_id: int, keys: Sequence[int], target: Target) -> Gap:
    """The gap `target` means for the items `keys`, which must be open and of this cluster."""
    others = Item.objects.unfinished().filter(cluster_id=cluster_id).exclude(pk__in=keys)
    target = _neighbour_at(others, target)
    rows = {row["pk"]: row for row in _rows(keys, _is_neighbour(others, target))}
    items = _checked(cluster_id, keys, rows)
    left = {key: rows[key]["below_pk"] for key in items}
    beside = _beside(rows, keys, target)
    if beside is None:  # nothing else in the list
        return Gap(items, is_in_place=True, left=left)
    if beside["cluster_id"] != cluster_id:
        raise Refused(
            "That item belongs to another cluster, which has an order of its own.",
            code="other_cluster",
            field="after" if target.is_after else "before",
        )
    if target.is_after:
        low, high, follows = beside["rank"], beside["above_rank"], beside["pk"]
    else:
        low, high, follows = beside["below_rank"], beside["rank"], beside["open_before"]
    # Between low and high there is nothing but the items themselves: they may stand there already.
    first, last = rows[items[0]]["rank"], rows[items[-1]]["rank"]
    is_in_place = (low is None or low < first) and (high is None or last < high)
    return Gap(items, low, high, follows, is_in_place, left)


def _neighbour_at(others: ItemQuerySet, target: Target) -> Target:
    """A position as "before the item standing there", or the list's end beyond it."""
    if target.position is None:
        return target
    place = target.position - 1
    keys = others.order_by("rank").values_list("pk", flat=True)[place : place + 1]
    return Target(neighbour=keys[0]) if keys else Target(is_after=True)


def _is_neighbour(others: ItemQuerySet, target: Target) -> Q:
    """Which item the gap lies beside, as a condition, so that finding it costs no query more."""
    if target.neighbour is not None:
        return Q(pk=target.neighbour)
    end = others.order_by("-rank" if target.is_after else "rank")
    return Q(pk=Subquery(end.values("pk")[:1]))


def _rows(keys: Sequence[int], is_neighbour: Q) -> Iterable[dict[str, Any]]:
    """The items and the neighbour, each with what stands around it when the items are away."""
    around = Item.objects.filter(cluster_id=OuterRef("cluster_id")).exclude(pk__in=keys)
    below = around.filter(rank__lt=OuterRef("rank")).order_by("-rank")
    above = around.filter(rank__gt=OuterRef("rank")).order_by("rank")
    rows = Item.objects.filter(Q(pk__in=keys) | is_neighbour).annotate(
        below_rank=Subquery(below.values("rank")[:1]),
        below_pk=Subquery(below.values("pk")[:1]),
        above_rank=Subquery(above.values("rank")[:1]),
        open_before=Subquery(below.unfinished().values("pk")[:1]),
    )
    names = ("pk", "cluster_id", "rank", "state", "title")
    return rows.order_by("rank").values(
        *names, "below_pk", "below_rank", "above_rank", "open_before"
    )


def _checked(cluster_id: int, keys: Sequence[int], rows: dict[int, dict[str, Any]]) -> list[int]:
    """The items' keys in their present order, once each of them may be moved."""
    for key in keys:
        row = rows.get(key)
        if row is None:
            raise NotFound("This item is no longer there.", code="item_gone", field="item")
        if row["cluster_id"] != cluster_id:
            raise Refused(
                f"“{row['title']}” belongs to another cluster.", code="other_cluster", field="item"
            )
        state = ItemState(row["state"])
        if state.is_closed:
            raise Refused(
                f"“{row['title']}” is {state.label.lower()} and has no place in the order.",
                code="item_closed",
                field="item",
            )
    wanted = set(keys)
    return [key for key in rows if key in wanted]


def _beside(
    rows: dict[int, dict[str, Any]], keys: Sequence[int], target: Target
) -> dict[str, Any] | None:
    """The neighbour's row, or None when the items are alone in the list."""
    if target.neighbour is None:
        return next((row for row in rows.values() if row["pk"] not in keys), None)
    if target.neighbour in keys:
        raise Refused("An item cannot stand beside itself.", code="itself", field="after")
    if target.neighbour not in rows:
        raise NotFound("The item to put it beside is no longer there.", code="neighbour_gone")
    return rows[target.neighbour]
