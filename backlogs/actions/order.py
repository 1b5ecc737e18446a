"""The order of a cluster's items: its lock, its ends, and making room in it.

Whoever changes an order, or more than one item at once, holds the cluster's `Backlog` row, so the
order changes by one hand at a time and item rows are never locked against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import F, Max
from django.db.models.functions import Greatest
from django.utils import timezone

from backlogs.calculations.ranks import FIRST_WINDOW, fresh_ranks, is_roomy, ranks_between
from backlogs.models import Backlog, Item, KeptOrder

# By hand, as every act on a list begins with it and the ORM writes it longer than it takes.
_LOCK = "SELECT * FROM backlogs_backlog WHERE cluster_id = %s FOR UPDATE"


def lock_backlogs(cluster_ids: Collection[int]) -> dict[int, Backlog]:
    """The lists of these clusters, created where missing and locked in the order of their keys."""
    found = _locked(cluster_ids)
    missing = sorted(set(cluster_ids) - set(found))
    if missing:
        Backlog.objects.bulk_create(
            [Backlog(cluster_id=cluster_id) for cluster_id in missing], ignore_conflicts=True
        )
        found = _locked(cluster_ids)
    return found


def _locked(cluster_ids: Collection[int]) -> dict[int, Backlog]:
    rows = Backlog.objects.select_for_update().filter(cluster_id__in=cluster_ids)
    return {row.cluster_id: row for row in rows.order_by("cluster_id")}


def lock_backlog(cluster_id: int) -> Backlog:
    """The list of one cluster, locked until the transaction ends."""
    found = next(iter(Backlog.objects.raw(_LOCK, [cluster_id])), None)
    return found or lock_backlogs([cluster_id])[cluster_id]


def note_refined(cluster_ids: Collection[int], at: datetime, *, reordered: bool = False) -> None:
    """Say that somebody tended these lists; `reordered` raises their version as well."""
    refined = Greatest(F("refined_at"), at)  # PostgreSQL passes over a NULL
    version = F("order_version") + (1 if reordered else 0)
    rows = Backlog.objects.filter(cluster_id__in=cluster_ids)
    rows.update(refined_at=refined, order_version=version)


def keep_orders(cluster_ids: Collection[int]) -> None:
    """Write down each list's order as it is, because its items are about to come or go."""
    orders: dict[int, list[int]] = {cluster_id: [] for cluster_id in cluster_ids}
    rows = Item.objects.filter(cluster_id__in=cluster_ids).in_order()
    for cluster_id, key in rows.values_list("cluster_id", "pk"):
        orders[cluster_id].append(key)
    at = timezone.now()
    KeptOrder.objects.bulk_create(
        [KeptOrder(cluster_id=pk, at=at, items=items) for pk, items in sorted(orders.items())]
    )


def last_ranks(cluster_ids: Collection[int]) -> dict[int, int]:
    """The rank of each cluster's last item; clusters without items are left out."""
    rows = Item.objects.filter(cluster_id__in=cluster_ids).values("cluster_id")
    return dict(rows.annotate(last=Max("rank")).values_list("cluster_id", "last"))


def free_ranks(cluster_id: int, after: int | None, before: int | None, count: int) -> list[int]:
    """`count` ranks between the items with these ranks, spreading neighbours out if they must.

    `after` and `before` are ranks of items next to each other, None where the list ends. The caller
    holds the list.
    """
    ranks = ranks_between(after, before, count)
    if ranks is not None:
        return ranks
    low, high = _spread(cluster_id, after, before, count)
    ranks = ranks_between(low, high, count)
    assert ranks is not None, "a list just spread out has room"
    return ranks


def _spread(
    cluster_id: int, after: int | None, before: int | None, count: int
) -> tuple[int | None, int | None]:
    """Give the items around the gap new ranks in one statement; returns the gap's new bounds."""
    rows = Item.objects.filter(cluster_id=cluster_id).values_list("pk", "rank")
    size = FIRST_WINDOW
    while True:
        # One more on each side than is renumbered: the bounds that stay.
        below = (
            []
            if after is None
            else list(rows.filter(rank__lte=after).order_by("-rank")[: size + 1])
        )
        above = (
            []
            if before is None
            else list(rows.filter(rank__gte=before).order_by("rank")[: size + 1])
        )
        low = below[size][1] if len(below) > size else None
        high = above[size][1] if len(above) > size else None
        below, above = below[:size][::-1], above[:size]
        window = [key for key, _ in below + above]
        if low is None and high is None:
            ranks = fresh_ranks(len(window))
            break
        if is_roomy(low, high, len(window) + count):
            ranks = ranks_between(low, high, len(window)) or []
            break
        size *= 8
    write_ranks(window, ranks)
    border = len(below)
    return (ranks[border - 1] if below else None, ranks[border] if above else None)


def write_ranks(keys: Sequence[int], ranks: Sequence[int]) -> None:
    """Give each item its rank, all in one statement; equal ranks on the way are no matter."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE backlogs_item SET rank = fresh.rank
            FROM unnest(%s::bigint[], %s::bigint[]) AS fresh (id, rank)
            WHERE backlogs_item.id = fresh.id
            """,
            [list(keys), list(ranks)],
        )
