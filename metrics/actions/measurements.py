"""Numbers come in: recorded once, corrected without losing what they replace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from metrics.actions import bulk
from metrics.actions.incoming import (
    NewMeasurement,
    Recorded,
    as_stored,
    check_rows,
    refuse_forgotten,
    refuse_made_of_events,
)
from metrics.actions.rollups import lock_metrics, refresh_rollups
from metrics.actions.scores import refresh_scores_of_metrics
from metrics.models import Measurement, Metric
from metrics.models.measurement import Source
from people.models import Person
from people.queries import organisation
from portfolio.kernel.errors import Refused
from portfolio.kernel.numbers import shown
from portfolio.kernel.quarters import Quarter

__all__ = ["NewMeasurement", "Recorded", "record_measurement", "record_measurements"]

ROW_WISE = 500
"""Up to this many rows, comparing in Python costs less than preparing a temporary table."""


def record_measurement(
    by: Person | None,
    metric: Metric,
    measured_on: date,
    value: Decimal,
    *,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    reason: str = "",
    note: str = "",
    source: str = Source.PERSON,
) -> Recorded:
    """Record one number; a second one for the same day is a correction and needs a reason."""
    row = NewMeasurement(metric.pk, measured_on, value, numerator, denominator, note)
    return record_measurements(by, [row], source=source, correction_reason=reason)


@transaction.atomic
def record_measurements(
    by: Person | None,
    rows: Sequence[NewMeasurement],
    *,
    source: str,
    correction_reason: str,
) -> Recorded:
    """Record many numbers at once, in a constant number of statements, and refresh the roll-ups.

    A row equal to what is known changes nothing, so a re-sent batch is harmless. A different
    number supersedes the known one, which is kept. Raises `Refused` for a day in the future, for
    two rows of one metric and day, for a correction without a reason, for a metric that is made
    of events, and for a day whose numbers are no longer kept. Values are kept to six places.
    """
    if not rows:
        return Recorded(0, 0, 0)
    check_rows(rows)
    lock_metrics({row.metric_id for row in rows})
    if source != Source.EVENTS:
        refuse_made_of_events({row.metric_id for row in rows})
    refuse_forgotten(rows)
    if len(rows) > ROW_WISE:
        return _record_in_bulk(by, rows, source, correction_reason)
    return _record_row_wise(by, rows, source, correction_reason)


def _record_row_wise(
    by: Person | None, rows: Sequence[NewMeasurement], source: str, reason: str
) -> Recorded:
    rows = [as_stored(row) for row in rows]
    known = _known(rows)
    fresh = [row for row in rows if (row.metric_id, row.measured_on) not in known]
    changed = [
        row
        for row in rows
        if (old := known.get((row.metric_id, row.measured_on))) and not _same(old, row)
    ]
    if changed:
        first = known[changed[0].metric_id, changed[0].measured_on]
        _ask_for_reason(reason, first.measured_on, first.value)
    now = timezone.now()
    replaced = [known[row.metric_id, row.measured_on] for row in changed]
    Measurement.objects.filter(id__in=[old.id for old in replaced]).update(
        superseded_at=now, correction_reason=reason
    )
    news = [*fresh, *changed]
    Measurement.objects.bulk_create([_row(row, by, source, now) for row in news])
    if news:
        days = [row.measured_on for row in news]
        _refresh({row.metric_id for row in news}, min(days), max(days))
    return Recorded(len(fresh), len(changed), len(rows) - len(news))


def _record_in_bulk(
    by: Person | None, rows: Sequence[NewMeasurement], source: str, reason: str
) -> Recorded:
    incoming = bulk.compare(rows)
    if incoming.corrected:
        _ask_for_reason(reason, *bulk.first_changed(rows))
    bulk.write(
        rows,
        incoming,
        by_id=by.pk if by else None,
        source=source,
        reason=reason,
        now=timezone.now(),
    )
    if incoming.first and incoming.last:
        _refresh(set(incoming.metric_ids), incoming.first, incoming.last)
    news = incoming.created + incoming.corrected
    return Recorded(incoming.created, incoming.corrected, len(rows) - news)


def _ask_for_reason(reason: str, day: date, value: Decimal) -> None:
    if not reason.strip():
        raise Refused(
            f"{day:%-d %b %Y} already has {shown(value)}. To replace it, say why.",
            code="correction_needs_reason",
            field="reason",
        )


def _known(rows: Sequence[NewMeasurement]) -> dict[tuple[int, date], Measurement]:
    days = [row.measured_on for row in rows]
    wanted = {(row.metric_id, row.measured_on) for row in rows}
    found = Measurement.objects.current().filter(
        metric_id__in={row.metric_id for row in rows}, measured_on__range=(min(days), max(days))
    )
    by_key = {(row.metric_id, row.measured_on): row for row in found.iterator(2000)}
    return {key: row for key, row in by_key.items() if key in wanted}


def _same(old: Measurement, new: NewMeasurement) -> bool:
    return (old.value, old.numerator, old.denominator) == (
        new.value,
        new.numerator,
        new.denominator,
    )


def _row(new: NewMeasurement, by: Person | None, source: str, now: datetime) -> Measurement:
    return Measurement(
        metric_id=new.metric_id,
        measured_on=new.measured_on,
        value=new.value,
        numerator=new.numerator,
        denominator=new.denominator,
        note=new.note,
        source=source,
        source_ref=new.source_ref,
        recorded_at=now,
        recorded_by=by,
    )


def _refresh(metric_ids: set[int], earliest: date, latest: date) -> None:
    first_month = organisation().first_month
    first, last = Quarter.of(earliest, first_month), Quarter.of(latest, first_month)
    refresh_rollups(metric_ids, first.start, last.end)
    refresh_scores_of_metrics(metric_ids, first.start)
