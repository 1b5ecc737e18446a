"""What happened to warnings, and how they stand by it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from reviews.calculations.standing import standing
from reviews.models import PortfolioWarning, WarningEvent
from reviews.values.warnings import EventKind, Happened, WarningState


def newest_events(warning_ids: Collection[int], day: date) -> dict[int, WarningEvent]:
    """The newest event of each warning by the end of `day`, with the person; one statement."""
    rows = WarningEvent.objects.filter(warning_id__in=warning_ids, at__lt=_after(day))
    newest = rows.order_by("warning_id", "-id").distinct("warning_id").select_related("by")
    return {row.warning_id: row for row in newest}


def happened(event: WarningEvent | None) -> Happened | None:
    """The event as the calculations want it."""
    return None if event is None else Happened(EventKind(event.kind), event.until)


def state_of(event: WarningEvent | None, day: date) -> WarningState:
    """How a warning whose newest event this is stands at the end of `day`."""
    return standing(happened(event), day)


def not_put_aside(rows: QuerySet[PortfolioWarning], day: date) -> QuerySet[PortfolioWarning]:
    """Only warnings that nobody had acknowledged or snoozed by the end of `day`."""
    newest = WarningEvent.objects.filter(warning=OuterRef("pk"), at__lt=_after(day)).order_by("-id")
    aside = Q(_kind=EventKind.ACKNOWLEDGED.value) | Q(
        _kind=EventKind.SNOOZED.value, _until__gte=day
    )
    known = rows.alias(
        _kind=Subquery(newest.values("kind")[:1]), _until=Subquery(newest.values("until")[:1])
    )
    return known.filter(Q(_kind__isnull=True) | ~aside)


def _after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
