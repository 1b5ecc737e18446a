"""The moment a page or a packet is computed as of: a date, and the quarter it lies in.

"As of a date" always means the state at the END of that day.
"""

from dataclasses import dataclass
from datetime import date

from portfolio.kernel.errors import Refused
from portfolio.kernel.quarters import JANUARY, Quarter


@dataclass(frozen=True)
class Moment:
    """As of the end of day `on`, in `quarter`, asked for on `today`."""

    on: date
    quarter: Quarter
    today: date

    @property
    def is_past(self) -> bool:
        """Whether this looks back at a quarter that is over, and so must not be written to."""
        return self.quarter.end <= self.today

    def quarter_before(self) -> "Moment":
        """The end of the quarter before, which a change is held against."""
        quarter = self.quarter.previous()
        return Moment(quarter.last_day, quarter, self.today)


def moment_for(text: str | None, today: date, first_month: int = JANUARY) -> Moment:
    """The moment a person asks for by naming a quarter, or by naming none.

    None or blank, and the current quarter by name: today. A past quarter: its last day.
    Raises `Refused` (field `at`) for a text that is no quarter and for a quarter yet to come.
    """
    current = Quarter.of(today, first_month)
    if text is None or not text.strip():
        return Moment(today, current, today)
    try:
        quarter = Quarter.parse(text, first_month)
    except ValueError as error:
        raise Refused(str(error), code="quarter_unreadable", field="at") from error
    if quarter > current:
        raise Refused(
            f"{quarter.label} has not begun; the current quarter is {current.label}",
            code="quarter_in_future",
            field="at",
        )
    return Moment(min(quarter.last_day, today), quarter, today)
