"""When an item or a whole list counts as stale (DOMAIN 6, "Living list")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date


def is_stale(touched_on: date, on: date, days: int) -> bool:
    """Whether nobody touched it for `days` days by `on`; exactly that many days ago is stale."""
    return (on - touched_on).days >= days


def rewound(order: Sequence[int], moves: Iterable[tuple[int, int | None]]) -> list[int]:
    """The order before `moves` were made, given as (item, item it used to follow), newest first.

    None means it used to be at the top. A neighbour that is not in `order` any more counts as the
    top as well: of an order that is gone this is the best that is still known.
    """
    rows = list(order)
    for item, left in moves:
        if item not in rows:
            continue
        rows.remove(item)
        rows.insert(rows.index(left) + 1 if left in rows else 0, item)
    return rows
