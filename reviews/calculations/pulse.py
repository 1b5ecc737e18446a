"""Whether events and tickets make a product active, for any of many days at little cost (DOMAIN 3).

`reviews.calculations.activity` judges one day and tells why; asked for thousands of days it spends
its time on reasons nobody reads. Here the numbers of years are at hand, a window is cut out of them
by two searches, and the answer is yes or no. Both must agree on every day: a property test holds
them together.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from portfolio.kernel.numbers import EXACT, STORED_PLACES, ZERO, ratio, rounded
from reviews.calculations.demand import is_high
from reviews.values import Demand, DemandSeries, LoadPolicy, Pulse


def beats(pulse: Pulse, on: date, policy: LoadPolicy) -> bool:
    """Whether items moved or support demand make the product active at the end of day `on`."""
    return is_busy(pulse, on, policy) or any(
        is_high(_demand(series, on, policy), policy)
        for series in pulse.demand
        if series.tracked.holds(on)
    )


def is_busy(pulse: Pulse, on: date, policy: LoadPolicy) -> bool:
    """Whether enough distinct items were started or shipped in the trailing window."""
    last = on.toordinal()
    end = bisect_right(pulse.days, last)
    start = bisect_right(pulse.days, last - policy.trailing_days, 0, end)
    if end - start < policy.items_threshold:
        return False
    return len(set(pulse.items[start:end])) >= policy.items_threshold


def turns(pulse: Pulse, first: date, last: date, policy: LoadPolicy) -> set[date]:
    """The days after `first` and up to `last` on which `beats` may change its answer.

    Something comes into a trailing window or leaves it, or a metric or a target begins or ends.
    Fewer items than the policy asks for never make a product active: theirs are no turns.
    """
    low, high, window = first.toordinal(), last.toordinal(), policy.trailing_days
    found: set[int] = set()
    if len(pulse.days) >= policy.items_threshold:
        found.update(pulse.days, (day + window for day in pulse.days))
    for series in pulse.demand:
        for back in range(policy.demand_windows + 2):
            found.update(day + window * back for day in series.days)
    days = {date.fromordinal(day) for day in found if low < day <= high}
    return days | {day for day in pulse.targets_turn() if first < day <= last}


def running_sums(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """The sum up to and including each value."""
    found: list[Decimal] = []
    total = ZERO
    for value in values:
        total = EXACT.add(total, value)
        found.append(total)
    return tuple(found)


def _demand(series: DemandSeries, on: date, policy: LoadPolicy) -> Demand:
    current, *earlier = _windows(series, on.toordinal(), policy)
    target = next((target for period, target in series.targets if period.holds(on)), None)
    return Demand(series.name, current, tuple(earlier), target)


def _windows(series: DemandSeries, last: int, policy: LoadPolicy) -> Iterable[Decimal | None]:
    """The window ending on the day and those before it, newest first; None without measurement."""
    end = bisect_right(series.days, last)
    for back in range(1, policy.demand_windows + 2):
        start = bisect_right(series.days, last - policy.trailing_days * back, 0, end)
        yield _summed(series, start, end)
        end = start


def _summed(series: DemandSeries, start: int, end: int) -> Decimal | None:
    if start == end:
        return None
    total = series.sums[end - 1]
    if start:
        total = EXACT.subtract(total, series.sums[start - 1])
    if series.is_sum:
        return total
    mean = ratio(total, Decimal(end - start))
    return None if mean is None else rounded(mean, STORED_PLACES)
