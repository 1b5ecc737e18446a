"""What stands beside a status: an accepted deviation, and the clock of being off target."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.kernel.words import Word


class Acceptance(Word):
    """How a deviation bears on a metric on a date."""

    ACCEPTED = "accepted", "Accepted"
    EXCEEDED = "exceeded", "Worse than accepted"
    LAPSED = "lapsed", "Lapsed"


@dataclass(frozen=True)
class Deviation:
    """ "We live with `value`": in force from `since` up to, not including, `until`.

    `agreed_until` is the last day it was agreed for; `was_ended` where somebody ended it earlier.
    """

    value: Decimal
    since: date
    until: date
    agreed_until: date
    reason: str
    by: str
    was_ended: bool = False


@dataclass(frozen=True)
class Clock:
    """Off target since a day, for so many days, of so many that are allowed."""

    since: date
    days: int
    allowed: int

    @property
    def over(self) -> int:
        """Days beyond what is allowed, 0 within."""
        return max(0, self.days - self.allowed)

    @property
    def left(self) -> int:
        """Days until it is a warning, 0 when it is one."""
        return max(0, self.allowed - self.days)

    @property
    def is_over(self) -> bool:
        """Whether it has lasted longer than is allowed."""
        return self.days > self.allowed


@dataclass(frozen=True)
class Beside:
    """What a status cannot say by itself."""

    acceptance: Acceptance | None = None
    deviation: Deviation | None = None
    clock: Clock | None = None

    @property
    def is_overdue(self) -> bool:
        """Off target beyond the clock, and nobody has accepted it."""
        accepted = self.acceptance is Acceptance.ACCEPTED
        return self.clock is not None and self.clock.is_over and not accepted
