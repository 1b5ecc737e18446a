"""How many items stood in each state at a row of moments, out of counted changes of state.

The prose and a worked example are in the README, "Cumulative flow".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backlogs.values import ItemState

WEEKS = 26
LAYERS = (
    ItemState.SHIPPED,
    ItemState.IN_PROGRESS,
    ItemState.WAITING,
    ItemState.READY,
    ItemState.IDEA,
)
"""What the chart draws, from the bottom up; dropped work is in the table only."""


@dataclass(frozen=True)
class Change:
    """`count` items of a product came from `before` (None: written down) to `after`.

    `place` says between which moments: 0 before the first, n after the nth and before the next.
    """

    product_id: int
    place: int
    before: ItemState | None
    after: ItemState
    count: int


Standing = dict[int, Counter[ItemState]]
"""Product → how many of its items are in each state."""


def standing_after(changes: Iterable[Change], moments: int) -> list[Standing]:
    """Where the items of each product stood at each of so many moments.

    Each change takes its items out of one state and puts them into another, so the counts at a
    moment are the sum of everything before it. Changes after the last moment count nowhere.
    """
    by_place: dict[int, list[Change]] = {}
    for change in changes:
        by_place.setdefault(change.place, []).append(change)
    now: Standing = {}
    found = []
    for place in range(moments):
        for change in by_place.get(place, ()):
            counts = now.setdefault(change.product_id, Counter())
            counts[change.after] += change.count
            if change.before is not None:
                counts[change.before] -= change.count
        found.append({product_id: Counter(counts) for product_id, counts in now.items()})
    return found


def summed(standing: Standing, product_ids: Iterable[int]) -> Counter[ItemState]:
    """The counts of several products together."""
    whole: Counter[ItemState] = Counter()
    for product_id in product_ids:
        whole.update(standing.get(product_id, {}))
    return whole


def load_of(counts: Counter[ItemState]) -> int:
    """Items in progress, waiting included."""
    return sum(counts[state] for state in ItemState if state.is_started)


def open_of(counts: Counter[ItemState]) -> int:
    """Items neither shipped nor dropped."""
    return sum(counts[state] for state in ItemState if not state.is_closed)


def week_ends(on: date, count: int = WEEKS) -> tuple[date, ...]:
    """The last days of the `count` weeks that end with day `on`, oldest first."""
    return tuple(on - timedelta(days=7 * back) for back in range(count - 1, -1, -1))


def ground(weeks: Sequence[Counter[ItemState]]) -> int:
    """Where the chart begins: the fewest shipped in any week, so old work takes no room."""
    return min((week[ItemState.SHIPPED] for week in weeks), default=0)
