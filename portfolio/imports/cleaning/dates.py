"""Dates by listed formats only; an unclear one is refused, never guessed."""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from portfolio.imports.cleaning.errors import Unclear
from portfolio.kernel.quarters import Quarter

ISO = "%Y-%m-%d"
QUARTER = "quarter"
"""A format of ours: `2026 Q3`, `2026-q3`, `FY2027 Q1`."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
DAY = re.compile(r"%-?[djxcDF]")
LOOKS_LIKE_DATE = re.compile(r"^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
WAY_OUT = "Correct it in the source, or add its format to the profile"


@dataclass(frozen=True, slots=True)
class DateRule:
    """The formats a column's dates may have (strptime), tried in turn.

    `day` says what a format without a day means: the "first" or the "last" of the month (or of
    the year, for a format with only a year, or of the quarter). `first_month` begins the fiscal
    year quarters are counted in.
    """

    formats: tuple[str, ...] = (ISO,)
    day: str = ""
    first_month: int = 1


ISO_ONLY = DateRule()


def needs_day(pattern: str) -> bool:
    """Whether a format leaves the day open, so that the profile has to say which one it means."""
    return not DAY.search(pattern)


def clean_date(value: object, rule: DateRule = ISO_ONLY) -> datetime.date:
    """The date, or Unclear with the reason."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    return _from_text(str(value).strip(), rule)


@lru_cache(maxsize=20_000)
def _from_text(text: str, rule: DateRule) -> datetime.date:
    found = {date for pattern in rule.formats if (date := _read(text, pattern, rule))}
    if len(found) > 1:
        readings = " or ".join(date.isoformat() for date in sorted(found))
        raise Unclear(f"can be read as {readings}: two formats of the profile fit it")
    if found:
        return found.pop()
    if rule.formats == (ISO,) and LOOKS_LIKE_DATE.match(text):
        raise Unclear("doesn't say which number is the day and which the month. " + WAY_OUT)
    known = ", ".join(f"“{pattern}”" for pattern in rule.formats)
    raise Unclear(f"is not a date in the form {known}. {WAY_OUT}")


def _read(text: str, pattern: str, rule: DateRule) -> datetime.date | None:
    if pattern != QUARTER:
        return _parsed(text, pattern, rule.day)
    try:
        quarter = Quarter.parse(text, rule.first_month)
    except ValueError:
        return None
    return quarter.last_day if rule.day == "last" else quarter.start


def _parsed(text: str, pattern: str, day: str) -> datetime.date | None:
    try:
        date = datetime.datetime.strptime(text, pattern).date()  # noqa: DTZ007 (the date as written)
    except ValueError:
        return None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise Unclear(f"lies outside {FIRST_YEAR} to {LAST_YEAR}. {WAY_OUT}")
    if needs_day(pattern) and day == "last":
        return _last_of(date, "%b" in pattern or "%B" in pattern or "%m" in pattern)
    return date


def _last_of(date: datetime.date, has_month: bool) -> datetime.date:
    month = date.month if has_month else 12
    following = datetime.date(date.year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)
