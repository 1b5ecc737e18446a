"""Quarters of the organisation's fiscal calendar.

A quarter is three whole calendar months. Which three is the organisation's choice of the month in
which its fiscal year starts; a fiscal year is named for the calendar year in which it *ends*, so a
year that starts in April 2026 is FY2027, and one that starts in January is simply 2026.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

MONTHS_IN_A_YEAR = 12
MONTHS_IN_A_QUARTER = 3
JANUARY = 1

_WRITTEN = re.compile(
    r"(?P<fy>FY)?\s*(?P<year>[0-9]{4})\s*[- ]?\s*Q(?P<number>[1-4])", re.IGNORECASE
)


@total_ordering
@dataclass(frozen=True)
class Quarter:
    """One quarter: fiscal year, number 1 to 4, and the month (1 to 12) the fiscal year starts in.

    Raises `ValueError` for a number or month out of range and for quarters that don't lie wholly
    within the dates Python and the database can hold (years 1 to 9999, the last quarter excluded
    whose exclusive end would be in the year 10000).
    """

    fiscal_year: int
    number: int
    first_month: int = JANUARY

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"a quarter's number is 1 to 4, not {self.number}")
        _check_first_month(self.first_month)
        for ordinal in (self._first_ordinal, self._first_ordinal + MONTHS_IN_A_QUARTER):
            if not _holds_a_date(ordinal):
                raise ValueError(
                    f"quarter {self.number} of fiscal year {self.fiscal_year} lies outside the "
                    f"calendar, which holds {date.min:%Y-%m-%d} to {date.max:%Y-%m-%d}"
                )

    @classmethod
    def of(cls, day: date, first_month: int = JANUARY) -> "Quarter":
        """The quarter `day` lies in."""
        _check_first_month(first_month)
        months_into_year = (day.month - first_month) % MONTHS_IN_A_YEAR
        starts_in = day.year if day.month >= first_month else day.year - 1
        fiscal_year = starts_in if first_month == JANUARY else starts_in + 1
        return cls(fiscal_year, months_into_year // MONTHS_IN_A_QUARTER + 1, first_month)

    @classmethod
    def from_start(cls, day: date, first_month: int = JANUARY) -> "Quarter":
        """The quarter that starts on `day`, the way rows in the database name one.

        Raises `ValueError` when no quarter starts on that day.
        """
        quarter = cls.of(day, first_month)
        if quarter.start != day:
            raise ValueError(
                f"no quarter starts on {day:%Y-%m-%d}; {quarter.label} starts on {quarter.start}"
            )
        return quarter

    @classmethod
    def parse(cls, text: str, first_month: int = JANUARY) -> "Quarter":
        """Read a label, a slug or the compact form: `2026 Q3`, `2026-q3`, `2026Q3`, `FY2027 Q1`.

        `FY` may be left out, and is understood in a calendar that starts in January as well: the
        year is the fiscal year either way. Raises `ValueError` naming the text and the forms.
        """
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"“{text}” is not a quarter; {_forms(first_month)}")
        try:
            return cls(int(found["year"]), int(found["number"]), first_month)
        except ValueError as error:
            raise ValueError(f"“{text}” is not a quarter: {error}") from error

    @property
    def start(self) -> date:
        """The first day."""
        return _first_of_month(self._first_ordinal)

    @property
    def end(self) -> date:
        """The first day after the quarter: the exclusive end of its range."""
        return _first_of_month(self._first_ordinal + MONTHS_IN_A_QUARTER)

    @property
    def last_day(self) -> date:
        """The last day, which is the as-of date of a quarter that is over."""
        return self.end - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it has: 89 (February to April of a common year) to 92."""
        return (self.end - self.start).days

    @property
    def label(self) -> str:
        """For people: `2026 Q3`, or `FY2027 Q1` when the year does not start in January."""
        return f"{self._year} Q{self.number}"

    @property
    def slug(self) -> str:
        """For addresses: `2026-q3` or `fy2027-q1`."""
        return f"{self._year}-q{self.number}".lower()

    @property
    def compact(self) -> str:
        """For the command line: `2026Q3` or `FY2027Q1`."""
        return f"{self._year}Q{self.number}"

    def __str__(self) -> str:
        return self.label

    def __lt__(self, other: object) -> bool:
        """In order of time; the first month only separates equal starts of two calendars."""
        if not isinstance(other, Quarter):
            return NotImplemented
        return (self.start, self.first_month) < (other.start, other.first_month)

    def shift(self, count: int) -> "Quarter":
        """The quarter `count` later, or earlier when negative."""
        position = self.fiscal_year * 4 + self.number - 1 + count
        return Quarter(position // 4, position % 4 + 1, self.first_month)

    def next(self) -> "Quarter":
        """The quarter after."""
        return self.shift(1)

    def previous(self) -> "Quarter":
        """The quarter before."""
        return self.shift(-1)

    def contains(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.start <= day < self.end

    def trailing(self, count: int) -> tuple["Quarter", ...]:
        """The `count` quarters up to and including this one, oldest first."""
        if count < 0:
            raise ValueError(f"a count of quarters is not negative: {count}")
        return tuple(self.shift(-back) for back in range(count - 1, -1, -1))

    def each_day(self) -> Iterator[date]:
        """Its days, first to last."""
        return (self.start + timedelta(days=offset) for offset in range(self.days))

    @property
    def year_start(self) -> date:
        """The first day of its fiscal year."""
        return Quarter(self.fiscal_year, 1, self.first_month).start

    @property
    def year_end(self) -> date:
        """The first day after its fiscal year."""
        return Quarter(self.fiscal_year, 4, self.first_month).end

    @property
    def _year(self) -> str:
        prefix = "" if self.first_month == JANUARY else "FY"
        return f"{prefix}{self.fiscal_year:04d}"

    @property
    def _first_ordinal(self) -> int:
        """Months since January of the year 0 up to its first month."""
        starts_in = self.fiscal_year if self.first_month == JANUARY else self.fiscal_year - 1
        into_year = self.first_month - 1 + (self.number - 1) * MONTHS_IN_A_QUARTER
        return starts_in * MONTHS_IN_A_YEAR + into_year


def _check_first_month(month: int) -> None:
    if not 1 <= month <= MONTHS_IN_A_YEAR:
        raise ValueError(f"the first month of a fiscal year is 1 to 12, not {month}")


def _first_of_month(ordinal: int) -> date:
    year, month = divmod(ordinal, MONTHS_IN_A_YEAR)
    return date(year, month + 1, 1)


def _holds_a_date(ordinal: int) -> bool:
    return date.min.year <= ordinal // MONTHS_IN_A_YEAR <= date.max.year


def _forms(first_month: int) -> str:
    if first_month == JANUARY:
        return "write it as 2026Q3, 2026 Q3 or 2026-q3"
    return "write it as FY2027Q1, FY2027 Q1 or fy2027-q1"
