"""Half-open spans of days, `[start, end)`, as every dated row of the database keeps them."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """From `start` up to but excluding `end`; without an end it lasts.

    Raises `ValueError` when it holds no day at all.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a period from {self.start} to before {self.end} holds no day")

    @property
    def last_day(self) -> date | None:
        """The last day it holds, or None while it lasts."""
        return None if self.end is None else self.end - timedelta(days=1)

    def holds(self, on: date) -> bool:
        """Whether it holds at the end of day `on`."""
        return self.start <= on and (self.end is None or on < self.end)


def trailing(on: date, days: int, back: int = 0) -> Period:
    """The `days` days ending on and including `on`, or the window `back` windows before that.

    Windows touch and never overlap: with 90 days, back 1 ends on the day before back 0 begins.
    """
    if days < 1 or back < 0:
        raise ValueError(f"a trailing window has at least a day and lies behind: {days}, {back}")
    end = on + timedelta(days=1 - days * back)
    return Period(end - timedelta(days=days), end)
