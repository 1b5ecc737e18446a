"""Days with their time, by listed formats only. A time without a zone is the installation's."""

import datetime
from functools import lru_cache

from django.utils import timezone

from portfolio.imports.cleaning.dates import (
    FIRST_YEAR,
    ISO_ONLY,
    LAST_YEAR,
    WAY_OUT,
    DateRule,
)
from portfolio.imports.cleaning.errors import Unclear

ISO_WORDS = "2026-09-30T14:05:00+02:00"


def clean_moment(value: object, rule: DateRule = ISO_ONLY) -> datetime.datetime:
    """The moment, or Unclear with the reason. Without formats only ISO 8601 is read."""
    if isinstance(value, datetime.datetime):
        return _placed(value)
    if isinstance(value, datetime.date):
        raise Unclear(f"is a day without its time. {WAY_OUT}")
    return _from_text(str(value).strip(), rule)


@lru_cache(maxsize=20_000)
def _from_text(text: str, rule: DateRule) -> datetime.datetime:
    formats = () if rule == ISO_ONLY else rule.formats
    found = {moment for pattern in formats if (moment := _parsed(text, pattern))}
    if not formats:
        found = {moment for moment in [_iso(text)] if moment}
    if len(found) > 1:
        readings = " or ".join(moment.isoformat() for moment in sorted(found))
        raise Unclear(f"can be read as {readings}: two formats of the profile fit it")
    if found:
        return found.pop()
    known = ", ".join(f"“{pattern}”" for pattern in formats) or ISO_WORDS
    raise Unclear(f"is not a day with its time in the form {known}. {WAY_OUT}")


def _parsed(text: str, pattern: str) -> datetime.datetime | None:
    try:
        return _placed(datetime.datetime.strptime(text, pattern))  # noqa: DTZ007 (placed here)
    except ValueError:
        return None


def _iso(text: str) -> datetime.datetime | None:
    if len(text) < len("2026-09-30T14"):
        return None
    try:
        return _placed(datetime.datetime.fromisoformat(text))
    except ValueError:
        return None


def _placed(moment: datetime.datetime) -> datetime.datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Unclear(f"lies outside {FIRST_YEAR} to {LAST_YEAR}. {WAY_OUT}")
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
