"""What events and measurements say about a product over a long time, day by day (DOMAIN 3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.values import Target
from portfolio.kernel.periods import Period


@dataclass(frozen=True)
class DemandSeries:
    """The measurements of a metric of support demand, oldest first.

    `days` are ordinals (`date.toordinal`), one a measurement, and `sums` the sum of the values up
    to and including each. `is_sum` tells how a window is summed up: by its sum, or else by its mean
    to six places. `targets` are those of any time, with the periods in which they are in force.
    """

    name: str
    tracked: Period
    is_sum: bool
    days: tuple[int, ...]
    sums: tuple[Decimal, ...]
    targets: tuple[tuple[Period, Target], ...] = ()


@dataclass(frozen=True)
class Pulse:
    """Items started or shipped, oldest first, and measurements of support demand.

    `days` are ordinals, `items` the items of the same places.
    """

    days: tuple[int, ...] = ()
    items: tuple[int, ...] = ()
    demand: tuple[DemandSeries, ...] = ()

    def targets_turn(self) -> set[date]:
        """The days on which a metric or one of its targets begins or ends to count."""
        periods = [series.tracked for series in self.demand]
        periods += [period for series in self.demand for period, _ in series.targets]
        return {day for period in periods for day in (period.start, period.end) if day is not None}
