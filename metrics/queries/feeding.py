"""The events a feed is made of, read once for as many stretches as are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from metrics.calculations.availability import by_checks, by_time
from metrics.calculations.tickets import active_users, opened, time_to_resolution, within_sla
from metrics.models import AvailabilityCheck, EventFeed, Ticket, UsageDay
from metrics.values.events import CheckResult, FeedKind, Figure, Span, TicketTimes


@dataclass(frozen=True)
class Material:
    """`figure` gives the figure of a stretch, None where nothing speaks for one."""

    figure: Callable[[Span], Figure | None]


def material_of(feed: EventFeed, span: Span) -> Material:
    """Everything of the feed's product that a stretch within `span` can need."""
    reads = FeedKind(feed.kind).reads
    if reads == "ticket":
        return _tickets(feed, span)
    return _checks(feed, span) if reads == "check" else _usage(feed, span)


def limits_of(feed: EventFeed) -> dict[str, Decimal]:
    """Hours allowed by priority."""
    return {name: Decimal(hours) for name, hours in feed.limits.items()}


def _tickets(feed: EventFeed, span: Span) -> Material:
    rows = Ticket.objects.filter(
        Q(opened_at__gte=span.start) | Q(resolved_at__gte=span.start) | Q(resolved_at=None),
        product_id=feed.metric.product_id,
        opened_at__lt=span.end,
    )
    columns = rows.values_list("opened_at", "resolved_at", "priority")
    tickets = [TicketTimes(*row) for row in columns.iterator(5000)]
    kind = FeedKind(feed.kind)
    hours = feed.calendar.hours if feed.calendar else None
    if kind is FeedKind.TICKETS:
        return Material(lambda within: opened(tickets, within))
    if kind is FeedKind.WITHIN_SLA:
        limits = limits_of(feed)
        return Material(lambda within: within_sla(tickets, within, limits, hours))
    return Material(lambda within: time_to_resolution(kind, tickets, within, hours))


def _checks(feed: EventFeed, span: Span) -> Material:
    rows = AvailabilityCheck.objects.filter(
        product_id=feed.metric.product_id, at__gte=span.start - feed.longest_gap, at__lt=span.end
    )
    services: dict[str, list[CheckResult]] = defaultdict(list)
    columns = rows.order_by("at").values_list("service", "at", "is_up")
    for service, at, is_up in columns.iterator(5000):
        services[service].append(CheckResult(at, is_up))
    longest: timedelta = feed.longest_gap
    if feed.kind == FeedKind.AVAILABILITY_CHECKS:
        every = [check for checks in services.values() for check in checks]
        return Material(lambda within: by_checks(every, within))
    return Material(lambda within: by_time(services.values(), within, longest))


def _usage(feed: EventFeed, span: Span) -> Material:
    first, after = timezone.localdate(span.start), timezone.localdate(span.end)
    rows = UsageDay.objects.filter(product_id=feed.metric.product_id, on__gte=first, on__lt=after)
    days = list(rows.values_list("on", "who").iterator(5000))
    eligible = feed.metric.product.eligible_users

    def figure(within: Span) -> Figure | None:
        begin, end = timezone.localdate(within.start), timezone.localdate(within.end)
        return active_users([who for on, who in days if begin <= on < end], eligible)

    return Material(figure)
