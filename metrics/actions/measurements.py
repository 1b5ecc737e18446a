"""Numbers come in: recorded once, corrected without losing what they replace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from metrics.actions.rollups import lock_metrics, refresh_rollups
from metrics.models import Measurement, Metric
from metrics.models.measurement import Source
from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.errors import Refused
from portfolio.kernel.quarters import Quarter


@dataclass(frozen=True)
class NewMeasurement:
    """One number to record: the metric, the day it speaks of, and the counts of a ratio."""

    metric_id: int
    measured_on: date
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    source_ref: str = ""


@dataclass(frozen=True)
class Recorded:
    """How many rows were new, replaced an earlier number, or said what was known already."""

    created: int
    corrected: int
    same: int


def record_measurement(
    by: Person | None,
    metric: Metric,
    measured_on: date,
    value: Decimal,
    *,
    reason: str = "",
    note: str = "",
    source: str = Source.PERSON,
) -> Recorded:
    """Record one number; a second one for the same day is a correction and needs a reason."""
    row = NewMeasurement(metric.pk, measured_on, value, note=note)
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
    two rows of one metric and day, and for a correction without a reason.
    """
    _check(rows)
    metric_ids = {row.metric_id for row in rows}
    lock_metrics(metric_ids)
    known = _known(rows)
    fresh = [row for row in rows if (row.metric_id, row.measured_on) not in known]
    changed = [
        row
        for row in rows
        if (old := known.get((row.metric_id, row.measured_on))) and not _same(old, row)
    ]
    if changed and not correction_reason.strip():
        first = known[changed[0].metric_id, changed[0].measured_on]
        raise Refused(
            f"{first.measured_on:%-d %b %Y} already has {first.value.normalize():f}. To replace "
            "it, say why.",
            code="correction_needs_reason",
            field="reason",
        )
    now = timezone.now()
    replaced = [known[row.metric_id, row.measured_on] for row in changed]
    Measurement.objects.filter(id__in=[old.id for old in replaced]).update(
        superseded_at=now, correction_reason=correction_reason
    )
    Measurement.objects.bulk_create(
        [_row(row, by, source, now) for row in [*fresh, *changed]], batch_size=2000
    )
    _refresh([*fresh, *changed])
    return Recorded(len(fresh), len(changed), len(rows) - len(fresh) - len(changed))


def _check(rows: Sequence[NewMeasurement]) -> None:
    latest = today()
    seen: set[tuple[int, date]] = set()
    for row in rows:
        if row.measured_on > latest:
            raise Refused(
                f"{row.measured_on:%-d %b %Y} has not come yet.",
                code="in_future",
                field="measured_on",
            )
        if (row.metric_id, row.measured_on) in seen:
            raise Refused(
                f"{row.measured_on:%-d %b %Y} is given twice for the same metric.",
                code="given_twice",
                field="measured_on",
            )
        seen.add((row.metric_id, row.measured_on))


def _known(rows: Sequence[NewMeasurement]) -> dict[tuple[int, date], Measurement]:
    if not rows:
        return {}
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


def _refresh(rows: Sequence[NewMeasurement]) -> None:
    if not rows:
        return
    first_month = organisation().first_month
    days = [row.measured_on for row in rows]
    first, last = Quarter.of(min(days), first_month), Quarter.of(max(days), first_month)
    refresh_rollups({row.metric_id for row in rows}, first.start, last.end)
