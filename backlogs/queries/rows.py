"""The rows of a list, with every word and address ready: the template only writes them down."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone

from backlogs.calculations.freshness import is_stale, rewound
from backlogs.calculations.scoring import brief_score
from backlogs.calculations.seen import Seen
from backlogs.models import Item, Move
from backlogs.queries.clock import ends
from backlogs.queries.scoring import with_score
from backlogs.queries.selection import Selection
from backlogs.queries.sorting import KEYS, ordering
from backlogs.queries.waits import blockers
from backlogs.values import ItemState, ItemType, Sort
from portfolio.kernel.marks import status_mark


class Named(Protocol):
    """A product: its name, the key of its references, and whether it is retired."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def key(self) -> str:
        """What references begin with."""
        ...

    @property
    def is_retired(self) -> bool:
        """Whether its items are read-only."""
        ...


@dataclass(frozen=True)
class Row:
    """One item of a list. `last` says for how many days it exists or lies untouched.

    `outcome` is the figure it shall change, or else its words; one that `lacks_outcome` ought to
    have one. One that `is_kept` belongs to a retired product. `place` is what the list is sorted
    by, as an address says it.
    """

    reference: str
    title: str
    type: ItemType
    state: ItemState
    effort: int | None
    product: str
    outcome: str
    lacks_outcome: bool
    score: str
    last: str
    is_stale: bool
    place: str
    seen: Seen
    waits: str
    is_kept: bool


NAMES = (
    "number", "title", "type", "shown_state", "effort", "product_id", "created_at", "rank",
    "version", "score", "outcome", "outcome__statement", "outcome__metric__name",
    "outcome__key_result__title",
)  # fmt: skip
WORDS = 60
"""Of an outcome in words a row shows so many characters at most."""


def row_values(sort: Sort) -> tuple[str, ...]:
    """The values a row is written from."""
    return (*NAMES, "shown_touched", *(("shown_score",) if sort is Sort.SCORE else ()))


def worded(items: Any, selection: Selection) -> Any:
    """`items` with all that `row_values` names."""
    is_scored = selection.filters.sort is Sort.SCORE  # a list sorted by score brings it along
    return items if is_scored else with_score(items, selection.limits.scheme)


def rows_now(
    cluster_id: int, products: Mapping[int, Named], selection: Selection, limit: int
) -> tuple[int | None, list[Row]]:
    """One page of rows; how many come before is counted elsewhere."""
    filters = selection.filters
    items = selection.items(Item.objects.filter(cluster_id=cluster_id, product_id__in=products))
    items = worded(items, selection)
    order = ordering(filters.sort, backwards=filters.goes_back)
    found = items.filter(selection.page).order_by(*order).annotate(waits_for=blockers())
    found = found.values(*row_values(filters.sort), "waits_for")
    rows = [row_of(item, products, selection) for item in found[:limit]]
    return None, rows[::-1] if filters.goes_back else rows


def rows_then(
    cluster_id: int, products: Mapping[int, Named], selection: Selection, limit: int
) -> tuple[int | None, list[Row]]:
    """One page of rows as they were: the order is today's with every later move taken back.

    How many come before them is said as well.
    """
    filters = selection.filters
    items = worded(selection.items(Item.objects.filter(product_id__in=products)), selection)
    found = {
        item["pk"]: item
        for item in items.order_by(*ordering(filters.sort)).values("pk", *row_values(filters.sort))
    }
    keys = order_then(cluster_id, products, selection) if filters.is_ordered else found
    rows = [row_of(found[key], products, selection) for key in keys if key in found]
    return _part(rows, selection, limit)


def order_then(cluster_id: int, products: Collection[int], selection: Selection) -> list[int]:
    """The keys of the products' items in the order as it was."""
    later = Move.objects.filter(cluster_id=cluster_id, at__gte=ends(selection.moment.on))
    moves = later.order_by("-at", "-id").values_list("item_id", "left_id")
    every = Item.objects.filter(product_id__in=products).in_order().values_list("pk", flat=True)
    return rewound(list(every), moves)


def _part(rows: Sequence[Row], selection: Selection, limit: int) -> tuple[int, list[Row]]:
    """The page of `rows` and its start; a place that isn't among them is no place to begin."""
    filters = selection.filters
    names = [row.reference for row in rows]
    mark = filters.until or filters.after
    place = names.index(str(mark.item)) if mark and str(mark.item) in names else None
    if filters.goes_back:
        stop = len(rows) if place is None else place
        start = max(0, stop - limit)
        return start, list(rows[start:stop])
    start = 0 if place is None else place + 1
    return start, list(rows[start : start + limit])


def row_of(item: Mapping[str, Any], products: Mapping[int, Named], selection: Selection) -> Row:
    """A row from its values."""
    product = products[item["product_id"]]
    on, state = selection.moment.on, ItemState(item["shown_state"])
    touched = timezone.localdate(item["shown_touched"])
    stale = not state.is_closed and is_stale(touched, on, selection.limits.item_stale_days)
    by_touch = stale or selection.filters.sort in (Sort.TOUCHED, Sort.UNTOUCHED)
    since = touched if by_touch else timezone.localdate(item["created_at"])
    last = f"{(on - since).days} d"
    if stale:
        last = status_mark("watch", last)
    place = item[KEYS[selection.filters.sort].shown]
    return Row(
        reference=f"{product.key}-{item['number']}",
        title=item["title"],
        type=ItemType(item["type"]),
        state=state,
        effort=item["effort"],
        product=product.name,
        outcome=_outcome(item),
        lacks_outcome=item["outcome"] is None
        and not state.is_closed
        and ItemType(item["type"]).asks_for_outcome,
        score="" if item["score"] is None else brief_score(item["score"]),
        last=last,
        is_stale=stale,
        place=place.isoformat() if hasattr(place, "isoformat") else str(place),
        seen=Seen(item["version"], state),
        waits="" if state.is_closed else item.get("waits_for") or "",
        is_kept=product.is_retired,
    )


def _outcome(item: Mapping[str, Any]) -> str:
    """The name of what the item shall change; of a hypothesis in words alone, how it begins."""
    figure = item["outcome__metric__name"] or item["outcome__key_result__title"]
    words = figure or item["outcome__statement"] or ""
    return words if len(words) <= WORDS else f"{words[: WORDS - 1].rstrip()}…"
