"""Forbidden rows for raw events and feeds, tried by `test_constraints.py`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from metrics.models import (
    AvailabilityCheck,
    EventFeed,
    Metric,
    Ticket,
    UsageDay,
    WorkingCalendar,
)

AT = datetime(2026, 4, 1, 8, tzinfo=UTC)
WHO = "0" * 64


def ticket(metric: Metric, **fields: object) -> Ticket:
    row = {"product": metric.product, "source": "desk", "number": "1", "opened_at": AT}
    return Ticket.objects.create(**{**row, **fields})


def check(metric: Metric) -> AvailabilityCheck:
    return AvailabilityCheck.objects.create(
        product=metric.product, source="probe", service="web", at=AT, is_up=True
    )


def used(metric: Metric, who: str = WHO) -> UsageDay:
    return UsageDay.objects.create(
        product=metric.product, source="log", on=date(2026, 4, 1), who=who
    )


def calendar(**fields: object) -> WorkingCalendar:
    row = {"name": "Desk", "weekdays": [0], "opens": time(9), "closes": time(17), "zone": "UTC"}
    return WorkingCalendar.objects.create(**{**row, **fields})


def feed(metric: Metric, **fields: object) -> EventFeed:
    row = {"metric": metric, "kind": "tickets", "since": date(2026, 1, 1)}
    return EventFeed.objects.create(**{**row, **fields})


CASES = {
    "ticket_number_unique": lambda x: [ticket(x), ticket(x)],
    "ticket_has_number": lambda x: ticket(x, number=""),
    "ticket_resolved_after_opened": lambda x: ticket(x, resolved_at=AT - timedelta(seconds=1)),
    "availability_check_unique": lambda x: [check(x), check(x)],
    "usage_day_unique": lambda x: [used(x), used(x)],
    "usage_day_who_is_hash": lambda x: used(x, "dana.weiss@example.org"),
    "calendar_closes_after_opening": lambda x: calendar(closes=time(9)),
    "calendar_weekdays_known": lambda x: calendar(weekdays=[7]),
    "feed_kind_known": lambda x: feed(x, kind="moods"),
    "feed_gap_positive": lambda x: feed(x, longest_gap=timedelta(0)),
    "feed_sla_has_limits": lambda x: feed(x, kind="within_sla"),
}
