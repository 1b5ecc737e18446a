"""What events say about time: until when they were told, since when they changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Max, Min, Q
from django.utils import timezone

from metrics.models import AvailabilityCheck, EventFeed, Ticket, UsageDay
from metrics.values.events import FeedKind


@dataclass(frozen=True)
class Heard:
    """The last moment events tell of, and its day here."""

    at: datetime
    on: date


def heard_of(feed: EventFeed) -> Heard | None:
    """Until when the feed's source has told of anything; None where it never did.

    Quiet products have no tickets for months. Their source has, for others: so every ticket of
    the same source counts, and a quarter without tickets is 0 instead of unknown.
    """
    at = _NEWEST[FeedKind(feed.kind).reads](feed)
    return Heard(at, timezone.localdate(at)) if at else None


def _newest_ticket(feed: EventFeed) -> datetime | None:
    mine = Ticket.objects.filter(product_id=feed.metric.product_id)
    sources = mine.order_by().values_list("source", flat=True).distinct()
    opened = [
        Ticket.objects.filter(source=source).aggregate(at=Max("opened_at"))["at"]
        for source in sources
    ]
    resolved = mine.aggregate(at=Max("resolved_at"))["at"]
    return max((at for at in (*opened, resolved) if at is not None), default=None)


def _newest_check(feed: EventFeed) -> datetime | None:
    checks = AvailabilityCheck.objects.filter(product_id=feed.metric.product_id)
    at: datetime | None = checks.aggregate(at=Max("at"))["at"]
    return at


def _newest_usage(feed: EventFeed) -> datetime | None:
    days = UsageDay.objects.filter(product_id=feed.metric.product_id)
    on: date | None = days.aggregate(on=Max("on"))["on"]
    return datetime.combine(on, time(12), UTC) if on else None


_NEWEST = {"ticket": _newest_ticket, "check": _newest_check, "usage": _newest_usage}


def touched_since(feed: EventFeed, moment: datetime) -> date | None:
    """The earliest day whose figures rows that came or changed since `moment` can touch.

    A ticket touches nothing before its opening, a check nothing before itself.
    """
    product, reads = feed.metric.product_id, FeedKind(feed.kind).reads
    changed = Q(product_id=product, changed_at__gte=moment)
    if reads == "usage":
        day: date | None = UsageDay.objects.filter(changed).aggregate(on=Min("on"))["on"]
        return day
    if reads == "check":
        at = AvailabilityCheck.objects.filter(changed).aggregate(at=Min("at"))["at"]
    else:
        at = Ticket.objects.filter(changed).aggregate(at=Min("opened_at"))["at"]
    return timezone.localdate(at) if at else None


def due_feeds(late: datetime, morning: datetime) -> list[int]:
    """Feeds whose figures may be out of date: never made, not today, changed since `late`."""
    feeds = EventFeed.objects.filter(metric__retired_on__isnull=True)
    due = Q(derived_at__isnull=True) | Q(derived_at__lt=morning)
    for model in (Ticket, AvailabilityCheck, UsageDay):
        changed = model.objects.filter(changed_at__gte=late).values("product_id")
        due |= Q(metric__product_id__in=changed)
    return list(feeds.filter(due).order_by("pk").values_list("pk", flat=True))
