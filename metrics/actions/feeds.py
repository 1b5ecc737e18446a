"""Metrics fed by events: how they are set up, and how their figures are kept up to date."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.actions.rollups import lock_metrics
from metrics.actions.withdrawal import withdraw_measurements
from metrics.calculations.spans import next_start, span_of, start_of, whole_spans
from metrics.models import EventFeed, Measurement, Metric, WorkingCalendar
from metrics.models.measurement import Source
from metrics.queries.events import Heard, heard_of, touched_since
from metrics.queries.feeding import Material, material_of
from metrics.values import Cadence
from metrics.values.events import FeedKind
from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.errors import Conflict, Refused

RESTATED = "Made anew: events came later or were changed"
WITHDRAWN = "Withdrawn: no event speaks for it any more"

LATE = timedelta(minutes=10)
"""A row may be committed this long after the moment it bears; looking back so far costs little."""


@transaction.atomic
def set_feed(
    by: Person | None,
    metric: Metric,
    *,
    kind: FeedKind,
    since: date,
    calendar: WorkingCalendar | None = None,
    limits: Mapping[str, Decimal] | None = None,
    longest_gap: timedelta = timedelta(days=1),
    version: int | None = None,
) -> EventFeed:
    """Let the metric be made of its product's events from the stretch of `since` on.

    Raises `Refused` where the metric's unit, summary or cadence does not fit the kind, and
    `Conflict` when somebody saved since `version` was read. Figures follow within a minute.
    """
    lock_metrics([metric.pk])
    locked = Metric.objects.get(pk=metric.pk)
    held = EventFeed.objects.filter(metric=locked).first()
    if version is not None and (held.version if held else 0) != version:
        raise Conflict("Somebody changed how this metric is made meanwhile.", code="stale_version")
    _fit(locked, kind)
    values: dict[str, Any] = {
        "kind": kind,
        "since": since,
        "calendar": calendar,
        "limits": {name: str(hours) for name, hours in (limits or {}).items()},
        "longest_gap": longest_gap,
        "set_by": by,
        "version": held.version + 1 if held else 1,
        "derived_at": None,
    }
    feed, _ = EventFeed.objects.update_or_create(metric=locked, defaults=values)
    return feed


def _fit(metric: Metric, kind: FeedKind) -> None:
    """A metric without numbers takes on what the kind needs; one with numbers must have it."""
    whole = (Cadence.QUARTER, Cadence.YEAR)
    if kind.needs_whole_quarters and metric.cadence not in whole:
        raise Refused(
            f"“{kind.label}” cannot be put together from shorter stretches. Let the metric be "
            "measured quarterly or yearly first.",
            code="cadence_too_short",
            field="kind",
        )
    if (metric.unit, metric.summary) == (kind.unit, kind.summary):
        return
    if metric.measurements.exists() or metric.quarters.exists():
        raise Refused(
            f"“{kind.label}” is in {kind.unit}, and a quarter of it is the {kind.summary}. This "
            f"metric has numbers in {metric.unit or 'no unit'}, summed up as {metric.summary}. "
            "Add a metric of its own for it.",
            code="shape_differs",
            field="kind",
        )
    metric.unit, metric.summary = kind.unit, kind.summary
    metric.version += 1
    metric.save(update_fields=["unit", "summary", "version"])


@transaction.atomic
def end_feed(by: Person, metric: Metric) -> None:
    """From now on people give the numbers again; what was made stays. Harmless when repeated."""
    EventFeed.objects.filter(metric=metric).delete()


def remake_feeds(product_ids: Collection[int]) -> None:
    """Have all figures made of these products' events made anew, within a minute."""
    if product_ids:
        EventFeed.objects.filter(metric__product__in=product_ids).update(derived_at=None)


@transaction.atomic
def derive_feed(metric_id: int) -> int:
    """Bring the figures of one feed up to date; returns how many were new, changed or withdrawn.

    Stretches count that are over, up to the one in which the source last told of something. Only
    those that changed events touch are made anew, so a correction changes exactly its own
    stretch. Done twice, or twice at once, it is the same.
    """
    lock_metrics([metric_id])
    feed = (
        EventFeed.objects.select_for_update(of=("self",))
        .select_related("metric__product", "calendar")
        .filter(pk=metric_id)
        .first()
    )
    if feed is None:
        return 0
    now = timezone.now()
    heard = heard_of(feed)
    changed = 0
    if heard is not None:
        changed = _derive(feed, heard)
    EventFeed.objects.filter(pk=metric_id).update(
        derived_at=now, heard_until=heard.at if heard else None
    )
    return changed


def _derive(feed: EventFeed, heard: Heard) -> int:
    metric, first_month = feed.metric, organisation().first_month
    cadence = Cadence(metric.cadence)
    first = max(_touched_from(feed), feed.since)
    told = start_of(cadence, heard.on, first_month)
    last = min(next_start(cadence, told, first_month), today()) - timedelta(days=1)
    begin = start_of(cadence, max(first, metric.started_on), first_month)
    zone = timezone.get_default_timezone_name()
    material = material_of(feed, span_of(begin, last, zone))
    rows = {
        end: _row(metric, material, start, end, zone)
        for start, end in whole_spans(cadence, begin, last, first_month)
        if not metric.has_forgotten(end)
    }
    made = [row for row in rows.values() if row is not None]
    recorded = record_measurements(None, made, source=Source.EVENTS, correction_reason=RESTATED)
    gone = [end for end, row in rows.items() if row is None]
    return recorded.created + recorded.corrected + _withdraw(metric, gone)


def _touched_from(feed: EventFeed) -> date:
    """The first day whose figures may have changed since they were last made."""
    if feed.derived_at is None:
        return feed.since
    days = [touched_since(feed, feed.derived_at - LATE)]
    if feed.heard_until is not None:
        days.append(timezone.localdate(feed.heard_until))
    return min((day for day in days if day is not None), default=feed.since)


def _row(
    metric: Metric, material: Material, start: date, end: date, zone: str
) -> NewMeasurement | None:
    figure = material.figure(span_of(start, end, zone))
    if figure is None:
        return None
    return NewMeasurement(
        metric.pk,
        end,
        figure.value,
        figure.numerator,
        figure.denominator,
        source_ref=f"{figure.events} events",
    )


def _withdraw(metric: Metric, days: list[date]) -> int:
    made = Measurement.objects.current().filter(
        metric=metric, measured_on__in=days, source=Source.EVENTS
    )
    return withdraw_measurements(list(made), WITHDRAWN)
