"""Finding the gap a move goes into, in one reading of the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import connection

from backlogs.actions.living import read_only
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

    `left` names, for each item, the one it stood after, whatever its state. `title` is the
    first one's.
    """

    items: list[int]
    low: int | None = None
    high: int | None = None
    follows: int | None = None
    is_in_place: bool = False
    left: dict[int, int | None] = field(default_factory=dict)
    title: str = ""


def gap_at(cluster_id: int, keys: Sequence[int], target: Target) -> Gap:
    """The gap `target` means for the items `keys`, which must be open and of this cluster."""
    others = Item.objects.unfinished().filter(cluster_id=cluster_id).exclude(pk__in=keys)
    target = _neighbour_at(others, target)
    rows = {row["pk"]: row for row in _rows(cluster_id, keys, target)}
    items = _checked(cluster_id, keys, rows)
    left = {key: rows[key]["below_pk"] for key in items}
    beside = _beside(rows, keys, target)
    title = rows[items[0]]["title"]
    if beside is None:  # nothing else in the list
        return Gap(items, is_in_place=True, left=left, title=title)
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
    return Gap(items, low, high, follows, is_in_place, left, title)


def _neighbour_at(others: ItemQuerySet, target: Target) -> Target:
    """A position as "before the item standing there", or the list's end beyond it."""
    if target.position is None:
        return target
    place = target.position - 1
    keys = others.order_by("rank").values_list("pk", flat=True)[place : place + 1]
    return Target(neighbour=keys[0]) if keys else Target(is_after=True)


# The items and the neighbour, each with what stands around it when the items are away. Written by
# hand, because a move is the most frequent act of all and the ORM took longer to write it than
# PostgreSQL to answer it.
_AROUND = """
SELECT i.id AS pk, i.cluster_id, i.rank, i.state, i.title, below.id AS below_pk,
       below.rank AS below_rank, above.rank AS above_rank, earlier.id AS open_before,
       EXISTS (SELECT 1 FROM products_stageperiod s WHERE s.product_id = i.product_id
          AND s.stage = 'retired' AND upper_inf(s.period)) AS is_retired
  FROM backlogs_item i
  LEFT JOIN LATERAL (
    SELECT o.id, o.rank FROM backlogs_item o WHERE o.cluster_id = i.cluster_id AND o.rank < i.rank
       AND o.id <> ALL (%(keys)s) ORDER BY o.rank DESC LIMIT 1) below ON true
  LEFT JOIN LATERAL (
    SELECT o.rank FROM backlogs_item o WHERE o.cluster_id = i.cluster_id AND o.rank > i.rank
       AND o.id <> ALL (%(keys)s) ORDER BY o.rank LIMIT 1) above ON true
  LEFT JOIN LATERAL (
    SELECT o.id FROM backlogs_item o WHERE o.cluster_id = i.cluster_id AND o.rank < i.rank
       AND o.state NOT IN ('shipped', 'dropped') AND o.id <> ALL (%(keys)s)
     ORDER BY o.rank DESC LIMIT 1) earlier ON true
 WHERE i.id = ANY (%(keys)s) OR i.id = {neighbour}
 ORDER BY i.rank
"""
_END = """(
    SELECT o.id FROM backlogs_item o WHERE o.cluster_id = %(cluster)s
       AND o.state NOT IN ('shipped', 'dropped') AND o.id <> ALL (%(keys)s)
     ORDER BY o.rank {order} LIMIT 1)
"""
_BESIDE = _AROUND.format(neighbour="%(neighbour)s")
_AT_TOP = _AROUND.format(neighbour=_END.format(order="ASC"))
_AT_BOTTOM = _AROUND.format(neighbour=_END.format(order="DESC"))


def _rows(cluster_id: int, keys: Sequence[int], target: Target) -> Iterable[dict[str, Any]]:
    """In their order. The end of the list is found on the way, so that it costs no query more."""
    statement = _BESIDE
    if target.neighbour is None:
        statement = _AT_BOTTOM if target.is_after else _AT_TOP
    values: dict[str, Any] = {
        "keys": list(keys),
        "cluster": cluster_id,
        "neighbour": target.neighbour,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


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
        if row["is_retired"]:
            raise Refused(read_only(row["title"]), code="product_retired", field="item")
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
