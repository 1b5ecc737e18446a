"""What fits into the next quarter by what the last ones shipped (prose in the README)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portfolio.kernel.numbers import median
from portfolio.kernel.quarters import Quarter


@dataclass(frozen=True)
class Shipped:
    """What one whole quarter shipped: items, their points, and how many had no effort."""

    quarter: Quarter
    items: int = 0
    points: int = 0
    unestimated: int = 0


@dataclass(frozen=True)
class Capacity:
    """The median of the quarters, in points or, where one item has no effort, in items."""

    amount: Decimal
    in_points: bool
    quarters: tuple[Shipped, ...]

    def of(self, quarter: Shipped) -> int:
        """What the quarter shipped, in what the capacity is counted in."""
        return quarter.points if self.in_points else quarter.items

    def takes(self, effort: int | None) -> int:
        """What an open item takes of it."""
        return (effort or 0) if self.in_points else 1


def capacity_of(quarters: Sequence[Shipped], open_unestimated: int) -> Capacity | None:
    """The capacity those quarters tell; None where most of them shipped nothing.

    Points only where every item shipped in them, and every open one, has an effort: a list cannot
    be filled up in points by items that have none.
    """
    in_points = not open_unestimated and not any(quarter.unestimated for quarter in quarters)
    told = [Decimal(one.points if in_points else one.items) for one in quarters]
    amount = median(told)
    return Capacity(amount, in_points, tuple(quarters)) if amount else None


def line_at(capacity: Capacity, used: int, efforts: Sequence[int | None], is_end: bool) -> int:
    """Before which of the rows the line stands, counted from 0; −1 where it is elsewhere.

    `used` is what the items before these rows take. Items fit from the top on until the first that
    does not; after that nothing does, since the order decides. Where all rows fit, the line is at
    the very end of the list (`is_end`) or on a later page.
    """
    if used > capacity.amount:
        return -1
    for place, effort in enumerate(efforts):
        used += capacity.takes(effort)
        if used > capacity.amount:
            return place
    return len(efforts) if is_end else -1
