"""Which quarters' packets begin by themselves at an instant, and which letters are due."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from portfolio.kernel.quarters import Quarter
from reviews.values.meetings import LetterKind, ReviewPolicy

LOOKED_BACK: Final = 2
"""Quarters: a machine that was off for half a year still catches up, older ones are history."""
FROM_HOUR: Final = 7
"""Nobody is written to in the middle of the night of the meeting's own zone."""


def begins_on(quarter: Quarter, first_meeting: date | None, days: int) -> date:
    """The day a quarter's packets begin.

    `days` before its first meeting, never before the quarter is over; `days` after its end where
    no meeting is planned.
    """
    if first_meeting is None:
        return quarter.end + timedelta(days=days)
    return max(quarter.end, first_meeting - timedelta(days=days))


def quarters_to_begin(
    now: datetime,
    zone: ZoneInfo,
    first_month: int,
    first_meetings: Mapping[date, date],
    begun: Collection[date],
    days: int,
) -> list[Quarter]:
    """The quarters whose packets are due at `now` and not begun, oldest first.

    `first_meetings` and `begun` name quarters by their first day. It only looks at what is due
    and not at what has just passed, so it does not matter how long nobody asked.
    """
    today = now.astimezone(zone).date()
    over = Quarter.of(today, first_month).previous().trailing(LOOKED_BACK)
    return [
        quarter
        for quarter in over
        if quarter.start not in begun
        and begins_on(quarter, first_meetings.get(quarter.start), days) <= today
    ]


def letter_due(
    starts_at: datetime, zone: ZoneInfo, now: datetime, policy: ReviewPolicy
) -> LetterKind | None:
    """The reminder a meeting's people should have by `now`, in the days of the meeting's zone.

    A meeting planned at short notice goes straight to the one that fits; nothing is caught up.
    """
    here = now.astimezone(zone)
    if now >= starts_at or here.hour < FROM_HOUR:
        return None
    days = (starts_at.astimezone(zone).date() - here.date()).days
    if days <= policy.last_reminder_days:
        return LetterKind.LAST
    return LetterKind.FIRST if days <= policy.first_reminder_days else None
