"""Started work that is not finished, oldest first, at the end of a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from backlogs.calculations.ageing import age_of
from backlogs.models import Item, StateEvent
from backlogs.queries.clock import ends
from backlogs.queries.flow import STARTED
from backlogs.queries.state import as_of
from backlogs.values import ItemState
from portfolio.kernel.moments import Moment


@dataclass(frozen=True)
class StartedItem:
    """An item in progress or waiting, and the days since its first start."""

    item_id: int
    reference: str
    title: str
    product: str
    state: ItemState
    started_on: date
    age: int


def started_items(product_ids: Collection[int], moment: Moment) -> list[StartedItem]:
    """What is under way at the moment in these products, the oldest first."""
    end = ends(moment.on)
    items = Item.objects.filter(product_id__in=product_ids)
    if moment.is_past:
        rows = as_of(items, end).filter(state_then__in=STARTED).annotate(stands=F("state_then"))
    else:
        rows = items.filter(state__in=STARTED).annotate(stands=F("state"))
    steps = StateEvent.objects.filter(item=OuterRef("pk"), to_state__in=STARTED, at__lt=end)
    found = rows.annotate(begun=Subquery(steps.order_by("at", "id").values("at")[:1]))
    values = found.order_by("begun", "pk").values_list(
        "pk", "product__key", "number", "title", "product__name", "stands", "begun"
    )
    return [
        StartedItem(
            item_id=pk,
            reference=f"{key}-{number}",
            title=title,
            product=product,
            state=ItemState(state),
            started_on=timezone.localdate(begun),
            age=age_of(timezone.localdate(begun), moment.on),
        )
        for pk, key, number, title, product, state, begun in values
    ]
