"""An item, or several, find another place in their cluster's order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from backlogs.actions.order import free_ranks, lock_backlog, write_ranks
from backlogs.actions.places import Gap, Target, gap_at
from backlogs.calculations.acts import Step
from backlogs.models import Backlog, Item, Move
from people.models import Person
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.kernel.words import counted

SHOWN_MOVES = 5


@dataclass(frozen=True)
class Moved:
    """The list's version afterwards; `changed` is false when everything stood there already.

    `act` is the key of what can be undone, if a person moved something.
    """

    order_version: int
    changed: bool
    act: int | None = None


def move_item(
    by: Person | None,
    item: Item | int,
    *,
    after: Item | int | None = None,
    before: Item | int | None = None,
    to: str | int | None = None,
    list_version: int | None = None,
    at: datetime | None = None,
) -> Moved:
    """Put an open item directly after or before another, or `to` "top", "bottom" or position n.

    Writes one item's rank. Raises `NotFound` for an item or neighbour that is gone, `Refused` for a
    neighbour in another cluster and for a closed item, `Conflict` when somebody else moved
    something since `list_version` was read. Nothing is changed then.
    """
    return move_items(
        by, [item], after=after, before=before, to=to, list_version=list_version, at=at
    )


@transaction.atomic
def move_items(
    by: Person | None,
    items: Sequence[Item | int],
    *,
    after: Item | int | None = None,
    before: Item | int | None = None,
    to: str | int | None = None,
    list_version: int | None = None,
    at: datetime | None = None,
) -> Moved:
    """Put several items of one cluster, kept in their present order, where `move_item` would."""
    target = Target.of(_key(after), _key(before), to)
    keys = [_key(item) for item in items]
    cluster_id = _cluster_of(items[0]) if items else None
    if cluster_id is None:
        raise NotFound("This item is no longer there.", code="item_gone", field="item")
    backlog = lock_backlog(cluster_id)
    _check_version(backlog, list_version, by)
    found = [key for key in keys if key is not None]
    # What is dated back comes from elsewhere and is undone there.
    return place_items(by, backlog, found, target, at or timezone.now(), is_act=at is None)


def place_items(
    by: Person | None,
    backlog: Backlog,
    keys: Sequence[int],
    target: Target,
    at: datetime,
    *,
    is_act: bool = True,
) -> Moved:
    """Put the items there; the caller holds the list. Only an act of its own can be undone."""
    gap = gap_at(backlog.cluster_id, keys, target)
    if gap.is_in_place:
        return Moved(backlog.order_version, changed=False)
    ranks = free_ranks(backlog.cluster_id, gap.low, gap.high, len(gap.items))
    if len(gap.items) > 1:
        write_ranks(gap.items, ranks)
    version, act = _record(by, backlog, gap, ranks[0], at, is_act=is_act and by is not None)
    return Moved(version, changed=True, act=act)


def _key(item: Item | int | None) -> int | None:
    return item.pk if isinstance(item, Item) else item


def _cluster_of(item: Item | int) -> int | None:
    if isinstance(item, Item):
        return item.cluster_id
    return Item.objects.filter(pk=item).values_list("cluster_id", flat=True).first()


def _check_version(backlog: Backlog, seen: int | None, by: Person | None) -> None:
    """Own moves are no surprise; anybody else's since `seen` are shown before going on."""
    if seen is None or seen == backlog.order_version:
        return
    if seen > backlog.order_version:
        raise Refused("This list never had that version.", code="version_unknown", field="version")
    since = Move.objects.filter(cluster_id=backlog.cluster_id, version__gt=seen)
    others = since.exclude(by=by).select_related("by", "item", "item__product", "follows")
    moves = list(others.order_by("-version")[:SHOWN_MOVES])
    if not moves:
        return
    newest = moves[0]
    raise Conflict(
        f"{newest.by.name if newest.by else 'An import'} moved “{newest.item.title}” meanwhile. "
        "Here is the order as it is now; your move was not made.",
        code="stale_order",
        details={"moves": moves, "order_version": backlog.order_version, "seen": seen},
    )


# One statement writes the place, the list's version and the trail, since a move is the most
# frequent act of all. pghistory does not copy the item: its rank and touch are not tracked.
_RECORD = """
WITH moved AS (
    UPDATE backlogs_item SET rank = COALESCE(%(rank)s, rank),
        touched_at = GREATEST(touched_at, %(at)s)
    WHERE id = ANY(%(items)s)
), listed AS (
    UPDATE backlogs_backlog
    SET order_version = order_version + 1, refined_at = GREATEST(refined_at, %(at)s)
    WHERE cluster_id = %(cluster)s RETURNING order_version
), told AS (
    INSERT INTO backlogs_move (cluster_id, version, item_id, left_id, follows_id, by_id, at)
    SELECT %(cluster)s, listed.order_version, step.item, step.gone_from, step.follows,
        %(by)s, %(at)s
    FROM listed, unnest(%(items)s::bigint[], %(left)s::bigint[], %(follows)s::bigint[])
        AS step (item, gone_from, follows)
), acted AS (
    INSERT INTO backlogs_act (cluster_id, kind, words, by_id, at, version, steps)
    SELECT %(cluster)s, 'move', %(words)s, %(by)s, %(at)s, listed.order_version, %(steps)s::jsonb
    FROM listed WHERE %(is_act)s RETURNING id
)
SELECT order_version, (SELECT id FROM acted) FROM listed
"""


def _record(
    by: Person | None, backlog: Backlog, gap: Gap, rank: int, at: datetime, *, is_act: bool
) -> tuple[int, int | None]:
    many = f"“{gap.title}”" if len(gap.items) == 1 else counted(len(gap.items), "item")
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD,
            {
                "rank": rank if len(gap.items) == 1 else None,
                "at": at,
                "items": gap.items,
                "cluster": backlog.cluster_id,
                "by": by.pk if by else None,
                "left": [gap.left.get(key) for key in gap.items],
                "follows": [gap.follows, *gap.items[:-1]],
                "is_act": is_act,
                "words": f"moved {many}",
                "steps": json.dumps([Step(key).kept() for key in gap.items]),
            },
        )
        version, act = cursor.fetchone()
    return version, act
