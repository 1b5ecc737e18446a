"""What a metric is made of, in words, and the forms about it as they begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from metrics.models import EventFeed, Metric, WorkingCalendar
from metrics.values.events import FeedKind
from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.marks import day

HOURS = 3600
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class FeedLine:
    """How the metric's page tells of its events."""

    kind: str
    rows: tuple[tuple[str, str], ...]
    heard: str
    url: str


@dataclass(frozen=True)
class CalendarLine:
    """One row of the list."""

    name: str
    words: str
    holidays: int
    feeds: int
    url: str


@dataclass(frozen=True)
class CalendarListPage:
    """All working hours; an address where this person may add some."""

    lines: tuple[CalendarLine, ...]
    create_url: str


def feed_line(metric: Metric) -> FeedLine | None:
    """What the metric is made of; None where people give its numbers."""
    feed = EventFeed.objects.select_related("calendar").filter(metric=metric).first()
    if feed is None:
        return None
    kind = FeedKind(feed.kind)
    rows = [("From", day(feed.since))]
    if kind.reads == "ticket" and kind is not FeedKind.TICKETS:
        rows.append(("Hours that count", feed.calendar.name if feed.calendar else "all hours"))
    if kind is FeedKind.WITHIN_SLA:
        rows += [(name, f"{hours} h") for name, hours in sorted(feed.limits.items())]
    if kind is FeedKind.AVAILABILITY_TIME:
        rows.append(("A check is believed for", f"{feed.longest_gap.total_seconds() / HOURS:g} h"))
    heard = day(timezone.localdate(feed.heard_until)) if feed.heard_until else ""
    names = [metric.product.slug, metric.slug]
    return FeedLine(kind.label, tuple(rows), heard, reverse("metrics:event-list", args=names))


def feed_initial(metric: Metric) -> dict[str, Any]:
    """The form as things are; version 0 where there is no feed yet."""
    feed = EventFeed.objects.select_related("calendar").filter(metric=metric).first()
    if feed is None:
        return {"since": metric.started_on, "longest_gap": 24, "version": 0}
    return {
        "kind": feed.kind,
        "since": feed.since,
        "calendar": feed.calendar,
        "limits": "\n".join(f"{name}: {hours}" for name, hours in sorted(feed.limits.items())),
        "longest_gap": f"{feed.longest_gap.total_seconds() / HOURS:g}",
        "version": feed.version,
    }


def calendar_initial(calendar: WorkingCalendar) -> dict[str, Any]:
    """The form as things are."""
    return {
        "name": calendar.name,
        "weekdays": calendar.weekdays,
        "opens": calendar.opens,
        "closes": calendar.closes,
        "zone": calendar.zone,
        "holidays": "\n".join(one.isoformat() for one in calendar.holidays),
        "version": calendar.version,
    }


def calendar_list_page(person: Person) -> CalendarListPage:
    """Every calendar in order of name; only leadership is shown where to change them."""
    may = is_leadership(person)
    rows = WorkingCalendar.objects.annotate(used=Count("feeds")).order_by("name")
    lines = [
        CalendarLine(
            name=row.name,
            words=f"{_days(row.weekdays)}, {row.opens:%H:%M} to {row.closes:%H:%M}, {row.zone}",
            holidays=len(row.holidays),
            feeds=row.used,
            url=reverse("metrics:calendar-edit", args=[row.pk]) if may else "",
        )
        for row in rows
    ]
    return CalendarListPage(tuple(lines), reverse("metrics:calendar-create") if may else "")


def _days(weekdays: list[int]) -> str:
    """`Mon to Fri` for a row of days, else each by its name."""
    found = sorted(weekdays)
    if len(found) > 2 and found == list(range(found[0], found[-1] + 1)):
        return f"{WEEKDAYS[found[0]]} to {WEEKDAYS[found[-1]]}"
    return ", ".join(WEEKDAYS[number] for number in found)
