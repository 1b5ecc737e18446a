"""Outputs beside outcomes: what shipped items have to show (DOMAIN 6, "Did it work?")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backlogs.values import Dimension, ItemType
from backlogs.values.verdicts import Lot, Verdict
from portfolio.kernel.numbers import median

FEWEST_FOR_A_SHARE = 5
"""Under five items a percentage says more about chance than about the work."""

JUDGED = (Lot.ACHIEVED, Lot.PARTLY, Lot.NO_EFFECT, Lot.WORSE)
WORKED = (Lot.ACHIEVED, Lot.PARTLY)


@dataclass(frozen=True)
class Told:
    """A review as far as counting needs it; `said` is what somebody said of it on `said_on`."""

    due_on: date
    verdict: Verdict
    effect: Decimal | None = None
    said: Verdict | None = None
    said_on: date | None = None

    def verdict_on(self, day: date) -> Verdict:
        """The one that held at the end of `day`."""
        if self.said is not None and self.said_on is not None and self.said_on <= day:
            return self.said
        return self.verdict


@dataclass(frozen=True)
class Work:
    """An item shipped for a product on a day, with the reviews of that shipping."""

    item_id: int
    product_id: int
    shipped_on: date
    type: ItemType
    dimension: Dimension
    has_outcome: bool
    reviews: Sequence[Told] = ()

    def review_on(self, day: date) -> Told | None:
        """The newest review due by the end of `day`: 180 days know better than 90."""
        due = [review for review in self.reviews if review.due_on <= day]
        return max(due, key=lambda review: review.due_on, default=None)

    def lot_on(self, day: date) -> Lot:
        """What it has to show at the end of `day`; every item is in exactly one lot."""
        if not self.has_outcome:
            return Lot.SILENT if self.type.asks_for_outcome else Lot.FIX
        review = self.review_on(day)
        return Lot.EARLY if review is None else Lot(review.verdict_on(day).value)


@dataclass(frozen=True)
class Tally:
    """How many of some items are in each lot."""

    lots: Mapping[Lot, int]

    @property
    def shipped(self) -> int:
        """All of them."""
        return sum(self.lots.values())

    @property
    def judged(self) -> int:
        """Those somebody can say something about."""
        return sum(self.lots[lot] for lot in JUDGED)

    @property
    def worked(self) -> int:
        """Those that achieved at least a part."""
        return sum(self.lots[lot] for lot in WORKED)

    @property
    def asked(self) -> int:
        """Those that ought to have something to show by now: all but fixes and early ones."""
        return self.shipped - self.lots[Lot.FIX] - self.lots[Lot.EARLY]

    @property
    def has_share(self) -> bool:
        """Whether enough are judged for a percentage."""
        return self.judged >= FEWEST_FOR_A_SHARE


def tally(works: Iterable[Work], day: date) -> Tally:
    """The lots at the end of `day`."""
    counts = Counter(work.lot_on(day) for work in works)
    return Tally({lot: counts[lot] for lot in Lot})


def tallies_by(
    works: Iterable[Work], day: date, key: Callable[[Work], object]
) -> dict[object, Tally]:
    """A tally for each value of `key`."""
    groups: dict[object, list[Work]] = {}
    for work in works:
        groups.setdefault(key(work), []).append(work)
    return {name: tally(group, day) for name, group in groups.items()}


def median_effect(works: Iterable[Work], day: date) -> tuple[Decimal | None, int]:
    """The middle share of the expected change that came, and of how many items.

    From the numbers alone: what a person said instead has no number.
    """
    reviews = (work.review_on(day) for work in works)
    effects = [one.effect for one in reviews if one is not None and one.effect is not None]
    return median(effects), len(effects)
