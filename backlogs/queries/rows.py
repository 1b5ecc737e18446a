"""The rows of a list, with every word and address ready: the template only writes them down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone

from backlogs.calculations.freshness import is_stale, rewound
from backlogs.models import Item, Move
from backlogs.queries.clock import ends
from backlogs.queries.selection import Selection
from backlogs.values import ItemState, ItemType
from portfolio.kernel.marks import status_mark


class Named(Protocol):
    """A product: its name and the key of its references."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def key(self) -> str:
        """What references begin with."""
        ...


@dataclass(frozen=True)
class Row:
    """One item of a list. `age` says for how many days it exists, or lies untouched."""

    reference: str
    title: str
    type: ItemType
    state: ItemState
    effort: int | None
    product: str
    age: str
    is_stale: bool


NAMES = ("number", "title", "type", "shown_state", "effort", "product_id", "created_at")


def rows_now(
    cluster_id: int, products: Mapping[int, Named], selection: Selection, limit: int
) -> tuple[int | None, list[Row]]:
    """The next rows in the cluster's order; how many come before is counted elsewhere."""
    items = selection.items(Item.objects.filter(cluster_id=cluster_id, product_id__in=products))
    found = selection.page(items).order_by("rank").values(*NAMES, "shown_touched")[:limit]
    return None, [_row(item, products, selection) for item in found]


def rows_then(
    cluster_id: int, products: Mapping[int, Named], selection: Selection, limit: int
) -> tuple[int | None, list[Row]]:
    """The next rows in the order as it was: today's with every later move taken back.

    How many come before them is said as well.
    """
    items = selection.items(Item.objects.filter(product_id__in=products))
    found = {item["pk"]: item for item in items.in_order().values("pk", *NAMES, "shown_touched")}
    later = Move.objects.filter(cluster_id=cluster_id, at__gte=ends(selection.moment.on))
    moves = later.order_by("-at", "-id").values_list("item_id", "left_id")
    every = Item.objects.filter(product_id__in=products).in_order().values_list("pk", flat=True)
    order = [key for key in rewound(list(every), moves) if key in found]
    rows = [_row(found[key], products, selection) for key in order]
    after = str(selection.filters.after or "")
    names = [row.reference for row in rows]
    start = names.index(after) + 1 if after in names else 0
    return start, rows[start : start + limit]


def _row(item: Mapping[str, Any], products: Mapping[int, Named], selection: Selection) -> Row:
    product = products[item["product_id"]]
    on, state = selection.moment.on, ItemState(item["shown_state"])
    touched = timezone.localdate(item["shown_touched"])
    stale = not state.is_closed and is_stale(touched, on, selection.limits.item_stale_days)
    since = touched if stale else timezone.localdate(item["created_at"])
    days = f"{(on - since).days} d"
    return Row(
        reference=f"{product.key}-{item['number']}",
        title=item["title"],
        type=ItemType(item["type"]),
        state=state,
        effort=item["effort"],
        product=product.name,
        age=status_mark("watch", days) if stale else days,
        is_stale=stale,
    )
