"""Everything that is known about one metric, as far as standing, scores and trends need it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.values.deviations import Deviation
from metrics.values.results import QuarterSummary
from metrics.values.targets import Target
from metrics.values.words import Cadence, Direction, Level, Summary
from portfolio.kernel.quarters import Quarter


@dataclass(frozen=True)
class DatedTarget:
    """A target in force from `since` up to, not including, `until` (None: it still holds)."""

    since: date
    until: date | None
    target: Target


@dataclass(frozen=True)
class MetricHistory:
    """A metric with its quarters, its targets and its accepted deviations, each oldest first.

    It was tracked from `started_on` up to, not including, `retired_on`.
    """

    key: str
    level: Level
    direction: Direction
    cadence: Cadence
    summary: Summary
    started_on: date
    retired_on: date | None
    quarters: tuple[tuple[Quarter, QuarterSummary], ...] = ()
    targets: tuple[DatedTarget, ...] = ()
    deviations: tuple[Deviation, ...] = ()

    def is_tracked_on(self, day: date) -> bool:
        """Whether the product was steered by it at the end of `day`."""
        return self.started_on <= day and (self.retired_on is None or day < self.retired_on)

    def target_on(self, day: date) -> Target | None:
        """The target in force at the end of `day`."""
        dated = self.dated_target_on(day)
        return dated.target if dated else None

    def dated_target_on(self, day: date) -> DatedTarget | None:
        """The target in force at the end of `day`, with its days."""
        for dated in reversed(self.targets):
            if dated.since <= day:
                return dated if dated.until is None or day < dated.until else None
        return None

    def value_in(self, quarter: Quarter) -> Decimal | None:
        """What the quarter summed up to, or None without measurements."""
        return next((summed.value for known, summed in self.quarters if known == quarter), None)
