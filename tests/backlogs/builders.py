"""Lists to test with: a letter an item, so an order reads as a word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from backlogs.actions import NewItem, NewState, add_items
from backlogs.models import Item
from products.models import Cluster, Product


def make_items(product: Product, titles: Iterable[str], **fields: Any) -> dict[str, Item]:
    """An idea for each title, in this order at the end of the product's list."""
    at: datetime = fields.pop("at", None) or timezone.now()
    states = fields.pop("states", ("idea",))
    history = [NewState(state, at, reason="Because.") for state in states]
    rows = [NewItem(product.pk, title, history, **fields) for title in titles]
    return {item.title: item for item in add_items(None, rows)}


def order_of(cluster: Cluster) -> str:
    """The titles of the open items, in order."""
    rows = Item.objects.unfinished().filter(cluster=cluster).in_order()
    return "".join(rows.values_list("title", flat=True))


def ranks() -> dict[str, int]:
    """The rank of every item by its title."""
    return dict(Item.objects.values_list("title", "rank"))
