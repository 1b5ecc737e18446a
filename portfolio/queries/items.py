"""Open items of products at a moment: counted, and written out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.safestring import SafeString

from backlogs.models import Item, StateEvent
from backlogs.models.item import CLOSED_STATES
from backlogs.queries.clock import ends
from backlogs.values import ItemState
from portfolio.kernel.marks import tag
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import pattern


@dataclass(frozen=True)
class ItemLine:
    """One item of a backlog's top."""

    reference: str
    title: str
    url: str
    state: SafeString
    effort: str


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
