"""Single lines of a metric's tables: numbers, targets, and what stands beside a new number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import NoReverseMatch, reverse

from metrics.models import Measurement, Metric, MetricTarget
from metrics.models.measurement import Source
from metrics.queries.cards import target_words, written
from metrics.queries.histories import LINES, rows_of
from metrics.values import Direction, Target
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import plain

COMPARED = 8
"""How many newest numbers a new one is compared with."""


@dataclass(frozen=True)
class MeasurementLine:
    """One number as the table shows it; a corrected one says why it no longer counts."""

    on: str
    value: str
    counts: str
    source: str
    by: str
    note: str
    corrected: str


@dataclass(frozen=True)
class TargetLine:
    """One target with the days it held."""

    since: str
    until: str
    target: str
    warning: str
    floor: str
    weight: Decimal
    reason: str
    by: str


@dataclass(frozen=True)
class RecordPage:
    """What stands beside the form that records a number."""

    metric: Metric
    back: str
    target: str
    known: list[Decimal]
    newest: list[MeasurementLine]
    expected: str


def record_page(metric: Metric, moment: Moment) -> RecordPage:
    """The newest numbers, and how often one is expected."""
    rows = Measurement.objects.filter(metric=metric).current().select_related("recorded_by")
    newest = list(rows.order_by("-measured_on")[:COMPARED])
    (row,) = rows_of([metric], moment.on)
    return RecordPage(
        metric=metric,
        back=reverse("metrics:metric-detail", args=[metric.product.slug, metric.slug]),
        target=target_words(row.history.target_on(moment.on), metric.unit),
        known=[plain(one.value) for one in newest],
        newest=[measurement_line(one, metric.unit) for one in newest[:5]],
        expected=row.history.cadence.label.lower(),
    )


def targets_of(metric: Metric, moment: Moment | None = None) -> list[TargetLine]:
    """The metric's targets, newest first."""
    rows = metric.targets.select_related("set_by").order_by("-period")
    if moment is not None:
        rows = rows.filter(period__startswith__lte=moment.on)
    return [_target(one, metric) for one in rows]


def measurement_line(row: Measurement, unit: str) -> MeasurementLine:
    counts = ""
    if row.numerator is not None and row.denominator is not None:
        counts = f"{written(row.numerator, '')} of {written(row.denominator, '')}"
    return MeasurementLine(
        on=day(row.measured_on),
        value=written(row.value, unit),
        counts=counts,
        source=Source(row.source).label,
        by=row.recorded_by.name if row.recorded_by else "",
        note=row.note,
        corrected=row.correction_reason if row.superseded_at else "",
    )


def _target(row: MetricTarget, metric: Metric) -> TargetLine:
    lines = {name: getattr(row, name) for name in LINES}
    target = Target(direction=Direction(metric.direction), **lines)
    return TargetLine(
        since=day(row.since),
        until=day(row.until) if row.until else "",
        target=target_words(target, metric.unit),
        warning=_pair(target.warning, target.warning_upper, metric.unit),
        floor=_pair(target.floor, target.floor_upper, metric.unit),
        weight=row.weight,
        reason=row.reason,
        by=row.set_by.name if row.set_by else "",
    )


def _pair(line: Decimal, upper: Decimal | None, unit: str) -> str:
    if upper is None:
        return written(line, unit)
    return f"{written(line, '')} and {written(upper, unit)}"


def product_address(slug: str) -> str:
    """The product's page, which stands in a room above this one."""
    try:
        return reverse("portfolio:product-detail", args=[slug])
    except NoReverseMatch:
        return ""
