"""Whether a load is beyond the ceiling, as far as dated rows alone can tell (DOMAIN 3).

Stages, changes, overrides and holdings are a few rows with a beginning and an end; events and
tickets are thousands. Where the few decide, nobody has to count the thousands: a product in growth
is active whatever its tickets say, and somebody with more clusters than both ceilings together is
beyond them however many of those are active. The answer is never a guess: None means look closer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from portfolio.kernel.periods import Period
from reviews.values import LoadPolicy


@dataclass(frozen=True)
class Outline:
    """A product somebody held during `held`, by the dated rows about it.

    `active` are periods in which it is active for sure; `treated_active` and `treated_stable`
    those of overrides, which come first; in `retired` it does not count.
    """

    product_id: int
    cluster_id: int
    held: Period
    active: tuple[Period, ...] = ()
    treated_active: tuple[Period, ...] = ()
    treated_stable: tuple[Period, ...] = ()
    retired: tuple[Period, ...] = ()

    def is_active(self, on: date) -> bool | None:
        """Whether it counts as active on the day; None where events and tickets decide."""
        if _holds(self.treated_active, on):
            return True
        if _holds(self.treated_stable, on):
            return False
        return True if _holds(self.active, on) else None


Closer = Callable[[int, date, LoadPolicy], bool]
"""Whether events and tickets make a product active on a day."""


def certainly_beyond(
    outlines: Sequence[Outline], on: date, policy: LoadPolicy, closer: Closer | None = None
) -> bool | None:
    """Whether the load is over or triage at the end of day `on`; None where that is not certain.

    Triage begins above the ceiling (the policy sees to that), so the two ceilings decide. With
    `closer`, which is asked about products that dated rows leave open, there is always an answer.
    """
    clusters: dict[int, list[bool | None]] = {}
    for outline in outlines:
        if outline.held.holds(on) and not _holds(outline.retired, on):
            state = outline.is_active(on)
            if state is None and closer is not None:
                state = closer(outline.product_id, on, policy)
            clusters.setdefault(outline.cluster_id, []).append(state)
    products = [state for states in clusters.values() for state in states]
    fewest_active = sum(state is True for state in products)
    most_active = sum(state is not False for state in products)
    fewest_stable = sum(all(state is False for state in states) for states in clusters.values())
    most_stable = sum(True not in states for states in clusters.values())
    both = policy.active_ceiling + policy.stable_ceiling
    if fewest_active > policy.active_ceiling or fewest_stable > policy.stable_ceiling:
        return True
    if len(clusters) > both:
        return True
    if most_active <= policy.active_ceiling and most_stable <= policy.stable_ceiling:
        return False
    return None


def _holds(periods: Sequence[Period], on: date) -> bool:
    return any(period.holds(on) for period in periods)
