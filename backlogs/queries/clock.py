"""Days of the installation's calendar as moments, the way events are counted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def starts(day: date) -> datetime:
    """The first moment of `day`, local time."""
    return timezone.make_aware(datetime.combine(day, time.min))


def ends(day: date) -> datetime:
    """The first moment after `day`: an event counts by the end of `day` when it comes before."""
    return starts(day + timedelta(days=1))
