"""Open items per product at a moment."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count

from backlogs.models import Item, StateEvent
from backlogs.models.item import CLOSED_STATES
from backlogs.queries.clock import ends
from portfolio.kernel.moments import Moment


def open_items(product_ids: Collection[int], moment: Moment) -> dict[int, int]:
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
