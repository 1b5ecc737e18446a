"""Since when nobody has put a list in order or refined it, by its events."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from backlogs.models import Item
from backlogs.queries.clock import ends
from backlogs.queries.flow import products_of
from backlogs.queries.state import CLOSED, as_of, refined_by


@dataclass(frozen=True)
class Untended:
    """A list with open items: how many, and the day it was last tended or its oldest was written.

    `tended` tells the two apart.
    """

    open: int
    last_on: date
    tended: bool


def untended(cluster_ids: Collection[int], on: date, days: int) -> dict[int, Untended]:
    """Lists with open items that nobody tended in the `days` days up to the end of day `on`.

    The same rule as `backlog_state`: a list nobody ever tended counts from the day its oldest open
    item was written, an empty one never. Three statements; items only of the lists in question.
    """
    refined = {
        pk: timezone.localdate(at) if at else None
        for pk, at in refined_by(cluster_ids, ends(on)).items()
    }
    latest = on - timedelta(days=days)
    quiet = [pk for pk, day in refined.items() if day is None or day <= latest]
    found = {}
    for pk, (count, oldest) in _open(quiet, on).items():
        tended_on = refined[pk]
        last_on = tended_on or oldest
        if last_on <= latest:
            found[pk] = Untended(count, last_on, tended_on is not None)
    return found


def _open(cluster_ids: Collection[int], on: date) -> dict[int, tuple[int, date]]:
    """Cluster → how many items were open, and when the oldest of them was written."""
    homes = {
        product: cluster
        for cluster, products in products_of(cluster_ids, on).items()
        for product in products
    }
    items = as_of(Item.objects.filter(product_id__in=homes), ends(on)).exclude(
        state_then__in=CLOSED
    )
    rows = items.order_by().values("product_id").annotate(count=Count("pk"), old=Min("created_at"))
    found: dict[int, tuple[int, date]] = {}
    for product, count, old in rows.values_list("product_id", "count", "old"):
        written, cluster = timezone.localdate(old), homes[product]
        known, first = found.get(cluster, (0, written))
        found[cluster] = (known + count, min(first, written))
    return found
