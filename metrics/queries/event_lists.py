"""The events behind a figure: exactly those it counts, and what each adds to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone

from metrics.calculations.spans import next_start, span_of, start_of
from metrics.calculations.tickets import judged_at
from metrics.calculations.working_hours import elapsed, hours_of
from metrics.models import AvailabilityCheck, EventFeed, Metric, Ticket, UsageDay
from metrics.queries.feeding import limits_of
from metrics.values import Cadence
from metrics.values.events import FeedKind, Span, TicketTimes
from people.queries import organisation
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import rounded, shown

PER_PAGE = 50


@dataclass(frozen=True)
class EventLine:
    """One event; `adds` says what it brings to the figure."""

    name: str
    at: str
    adds: str


@dataclass(frozen=True)
class EventListPage:
    """The events of one stretch. `on` is its last day, on which its figure is measured."""

    kind: str
    words: str
    first: str
    last: str
    earlier: str
    later: str
    lines: tuple[EventLine, ...]
    pager: Page[Any]


def event_list_page(metric: Metric, moment: Moment, on: str, number: str) -> EventListPage | None:
    """The events of the stretch the day `on` lies in; the newest one where it says no day.

    None for a metric that is not made of events.
    """
    rows = EventFeed.objects.select_related("calendar", "metric__product")
    feed = rows.filter(metric=metric).first()
    if feed is None:
        return None
    kind = FeedKind(feed.kind)
    start, last = _stretch(feed, _day(on, feed, moment))
    span = span_of(start, last, timezone.get_default_timezone_name())
    found, line = _SOURCES[kind.reads](feed, kind, span)
    pager = Paginator(found, PER_PAGE).get_page(number)
    return EventListPage(
        kind=kind.label,
        words=_WORDS[kind],
        first=day(start),
        last=day(last),
        earlier=(start - timedelta(days=1)).isoformat() if start > feed.since else "",
        later=(last + timedelta(days=1)).isoformat() if last < moment.on else "",
        lines=tuple(line(row) for row in pager),
        pager=pager,
    )


def _day(on: str, feed: EventFeed, moment: Moment) -> date:
    try:
        found = date.fromisoformat(on)
    except ValueError:
        found = timezone.localdate(feed.heard_until) if feed.heard_until else moment.on
    return max(min(found, moment.on), feed.since)


def _stretch(feed: EventFeed, on: date) -> tuple[date, date]:
    cadence, first_month = Cadence(feed.metric.cadence), organisation().first_month
    start = start_of(cadence, on, first_month)
    return start, next_start(cadence, start, first_month) - timedelta(days=1)


Lines = tuple[Any, Callable[[Any], EventLine]]


def _tickets(feed: EventFeed, kind: FeedKind, span: Span) -> Lines:
    rows = Ticket.objects.filter(product_id=feed.metric.product_id)
    hours = feed.calendar.hours if feed.calendar else None
    if kind is FeedKind.TICKETS:
        found: Any = rows.filter(opened_at__gte=span.start, opened_at__lt=span.end)
        return found.order_by("opened_at", "pk"), lambda row: _ticket(row, row.opened_at, "1")
    if kind is FeedKind.WITHIN_SLA:
        limits = limits_of(feed)
        near = rows.filter(
            Q(resolved_at__gte=span.start) | Q(resolved_at=None) | Q(opened_at__gte=span.start),
            opened_at__lt=span.end,
        ).order_by("opened_at", "pk")
        judged = [(row, judged_at(_times(row), limits, hours)) for row in near]
        inside = [(row, verdict) for row, verdict in judged if verdict and span.holds(verdict[0])]
        return inside, lambda pair: _ticket(
            pair[0], pair[1][0], "in time" if pair[1][1] else "too late"
        )
    found = rows.filter(resolved_at__gte=span.start, resolved_at__lt=span.end)
    return found.order_by("resolved_at", "pk"), lambda row: _ticket(
        row,
        row.resolved_at,
        f"{shown(rounded(hours_of(elapsed(row.opened_at, row.resolved_at, hours)), 2))} h",
    )


def _times(row: Ticket) -> TicketTimes:
    return TicketTimes(row.opened_at, row.resolved_at, row.priority)


def _ticket(row: Ticket, at: datetime, adds: str) -> EventLine:
    name = f"{row.number}, {row.priority}" if row.priority else row.number
    return EventLine(name, _moment(at), adds)


def _checks(feed: EventFeed, kind: FeedKind, span: Span) -> Lines:
    rows = AvailabilityCheck.objects.filter(
        product_id=feed.metric.product_id, at__gte=span.start, at__lt=span.end
    )
    return rows.order_by("at", "pk"), lambda row: EventLine(
        row.service or feed.metric.product.name, _moment(row.at), "up" if row.is_up else "down"
    )


def _usage(feed: EventFeed, kind: FeedKind, span: Span) -> Lines:
    """By day and how many, never by person."""
    first, after = timezone.localdate(span.start), timezone.localdate(span.end)
    rows = UsageDay.objects.filter(
        product_id=feed.metric.product_id, on__gte=first, on__lt=after
    ).order_by("on")
    counts: dict[date, int] = {}
    for on in rows.values_list("on", flat=True).iterator(5000):
        counts[on] = counts.get(on, 0) + 1
    return list(counts.items()), lambda pair: EventLine(day(pair[0]), "", f"{pair[1]} people")


def _moment(at: datetime) -> str:
    here = timezone.localtime(at)
    return f"{day(here.date())}, {here:%H:%M}"


_SOURCES: dict[str, Callable[[EventFeed, FeedKind, Span], Lines]] = {
    "ticket": _tickets,
    "check": _checks,
    "usage": _usage,
}
_WORDS = {
    FeedKind.TICKETS: "Tickets count where they were opened.",
    FeedKind.RESOLUTION_MEAN: "Tickets count where they were resolved; open ones don't.",
    FeedKind.RESOLUTION_MEDIAN: "Tickets count where they were resolved; open ones don't.",
    FeedKind.RESOLUTION_P90: "Tickets count where they were resolved; open ones don't.",
    FeedKind.WITHIN_SLA: "A ticket is judged once: when resolved, or when its time runs out.",
    FeedKind.AVAILABILITY_TIME: "A check holds until the next one, or as long as it is believed.",
    FeedKind.AVAILABILITY_CHECKS: "The share of these checks that found the service up.",
    FeedKind.ACTIVE_USERS: "Different people over the whole stretch ÷ eligible users.",
}
