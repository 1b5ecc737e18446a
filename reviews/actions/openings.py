"""The packets of a quarter begin by themselves, once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from people.queries import organisation
from portfolio.kernel.errors import Refused
from portfolio.kernel.quarters import Quarter
from products.queries import policy_on
from reviews.actions.runs import request_run
from reviews.calculations.openings import begins_on, quarters_to_begin
from reviews.models import Meeting, QuarterStart, ReviewRun
from reviews.values.meetings import MeetingState, ReviewPolicy

LOCK: Final = 0x51A7 << 40
"""The key of the lock that lets one worker at a time begin a quarter."""


def begin_due_quarters(now: datetime) -> list[int]:
    """Ask for the packets of every quarter due at `now`; the keys of the runs begun by this call.

    A run somebody asked for since the day it was due counts, so nothing is built twice.
    """
    here = ZoneInfo(timezone.get_default_timezone_name())
    today = now.astimezone(here).date()
    days = ReviewPolicy.from_thresholds(policy_on(today).thresholds).packet_days
    first_month = organisation().first_month
    meetings = first_meetings()
    begun = _begun(first_month, meetings, days, here)
    due = quarters_to_begin(now, here, first_month, meetings, begun, days)
    runs = [_begin(quarter, now) for quarter in due]
    return [run for run in runs if run is not None]


def first_meetings() -> dict[date, date]:
    """The day of each quarter's first meeting that was not called off, by the quarter's start."""
    found: dict[date, date] = {}
    rows = Meeting.objects.exclude(state=MeetingState.CANCELLED).order_by("-starts_at")
    for row in rows:
        found[row.quarter_start] = row.local_start.date()
    return found


def _begun(first_month: int, meetings: dict[date, date], days: int, here: ZoneInfo) -> set[date]:
    begun = set(QuarterStart.objects.values_list("quarter_start", flat=True))
    asked = ReviewRun.objects.values("quarter_start").annotate(at=Max("requested_at")).order_by()
    for start, at in asked.values_list("quarter_start", "at"):
        quarter = Quarter.of(start, first_month)
        if at.astimezone(here).date() >= begins_on(quarter, meetings.get(start), days):
            begun.add(start)
    return begun


@transaction.atomic
def _begin(quarter: Quarter, now: datetime) -> int | None:
    """The run begun, or None: somebody else began it, or there is nothing to build.

    Whoever comes second waits for the first at the lock and then finds its row.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if QuarterStart.objects.filter(quarter_start=quarter.start).exists():
        return None
    try:
        run = request_run(None, quarter).run
    except Refused:
        return None
    QuarterStart.objects.create(quarter_start=quarter.start, run=run, at=now)
    return run.pk
