"""Raw events as values: tickets, up/down checks, working hours, and what is made of them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from portfolio.kernel.words import Word


class FeedKind(Word):
    """What a metric is made of, where events feed it."""

    TICKETS = "tickets", "Tickets opened"
    RESOLUTION_MEAN = "resolution_mean", "Time to resolution, mean"
    RESOLUTION_MEDIAN = "resolution_median", "Time to resolution, median"
    RESOLUTION_P90 = "resolution_p90", "Time to resolution, 90th percentile"
    WITHIN_SLA = "within_sla", "Share resolved in time"
    AVAILABILITY_TIME = "availability_time", "Availability by time"
    AVAILABILITY_CHECKS = "availability_checks", "Availability by share of checks"
    ACTIVE_USERS = "active_users", "Active users ÷ eligible users"

    @property
    def reads(self) -> str:
        """Which events it is made of: `ticket`, `check` or `usage`."""
        if self in (FeedKind.AVAILABILITY_TIME, FeedKind.AVAILABILITY_CHECKS):
            return "check"
        return "usage" if self is FeedKind.ACTIVE_USERS else "ticket"

    @property
    def needs_whole_quarters(self) -> bool:
        """Whether a quarter's figure cannot be put together from shorter ones.

        The median of three monthly medians is not the quarter's, and who was active in two months
        is one person.
        """
        return self in (
            FeedKind.RESOLUTION_MEDIAN,
            FeedKind.RESOLUTION_P90,
            FeedKind.ACTIVE_USERS,
        )

    @property
    def unit(self) -> str:
        """The unit its figures have."""
        if self is FeedKind.TICKETS:
            return "tickets"
        return "h" if self.value.startswith("resolution") else "%"

    @property
    def summary(self) -> str:
        """How a quarter is summed up so that it is exact (a word of `Summary`)."""
        if self is FeedKind.TICKETS:
            return "sum"
        return "last" if self.needs_whole_quarters else "ratio"


@dataclass(frozen=True)
class Span:
    """A stretch of time, half-open: a moment belongs to it when `start` ≤ moment < `end`."""

    start: datetime
    end: datetime

    def holds(self, moment: datetime | None) -> bool:
        """Whether the moment lies within; an unknown one does not."""
        return moment is not None and self.start <= moment < self.end


@dataclass(frozen=True)
class TicketTimes:
    """What figures need to know of a ticket. `resolved_at` is None while it is open."""

    opened_at: datetime
    resolved_at: datetime | None = None
    priority: str = ""


@dataclass(frozen=True)
class CheckResult:
    """One look at a service: at that moment it was up, or it was not."""

    at: datetime
    is_up: bool


@dataclass(frozen=True)
class WorkingHours:
    """When work is done: weekdays (0 is Monday), from `opens` to `closes`, in a time zone."""

    weekdays: frozenset[int]
    opens: time
    closes: time
    zone: str
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Figure:
    """A figure made of events, six places; a share keeps its two counts. `events` were counted."""

    value: Decimal
    events: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None
