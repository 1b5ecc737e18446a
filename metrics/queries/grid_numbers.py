"""What the cells of a measuring grid hold, and what a number typed there is compared with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from metrics.calculations.columns import Column, columns, stretch_of
from metrics.models import EventFeed, Measurement, Metric, MetricQuarter
from metrics.queries.grid import newest_values
from metrics.values import Cadence, Summary
from metrics.values.cells import CellMetric, Known, Place
from people.queries import organisation, today
from portfolio.kernel.numbers import plain, ratio
from portfolio.kernel.quarters import Quarter
from products.values import Stage

FIELDS = ("id", "metric_id", "measured_on", "value", "numerator", "denominator", "source")


@dataclass(frozen=True)
class Period:
    """The days a grid shows: a quarter, or one month of it, seen on `today`."""

    quarter: Quarter
    first: date
    last: date
    today: date

    def columns(self, cadence: Cadence) -> list[Column]:
        """The columns of the metrics of a cadence."""
        return list(columns(cadence, self.first, self.last, self.quarter.first_month))

    def expected(self, metric: Metric) -> list[Column]:
        """The stretches that have begun and in which the metric was tracked."""
        since = max(metric.started_on, metric.product.introduced_on)
        return [
            column
            for column in self.columns(Cadence(metric.cadence))
            if column.start <= self.today and column.end >= since
        ]


def period_of(quarter: Quarter) -> Period:
    """The whole quarter, as of today."""
    return Period(quarter, quarter.start, quarter.last_day, today())


def metrics_in(cluster_ids: Collection[int], period: Period) -> list[Metric]:
    """The tracked metrics of the clusters' living products, in the order of the grid."""
    on = min(period.last, period.today)
    rows = Metric.objects.filter(
        product__cluster_id__in=cluster_ids, retired_on__isnull=True, started_on__lte=on
    ).exclude(product__stages__stage=Stage.RETIRED, product__stages__period__contains=period.today)
    order = ("product__cluster__name", "product__name", "product_id", "position", "pk")
    return list(rows.select_related("product__cluster").order_by(*order))


def numbers_of(metrics: Collection[Metric], first: date, last: date) -> dict[Place, Known]:
    """The newest number that counts of each metric and stretch, in one statement."""
    cadences = {metric.pk: Cadence(metric.cadence) for metric in metrics}
    longest = max((cadence.days for cadence in cadences.values()), default=0)
    first_month = organisation().first_month
    rows = (
        Measurement.objects.current()
        .filter(
            metric_id__in=list(cadences),
            measured_on__range=(first - timedelta(days=longest), last),
        )
        .order_by("metric_id", "measured_on")
        .values_list(*FIELDS, "recorded_by__name")
    )
    found: dict[Place, Known] = {}
    for pk, metric_id, on, value, part, whole, source, by in rows:
        place = Place(metric_id, stretch_of(cadences[metric_id], on, first_month)[1])
        count = found[place].count + 1 if place in found else 1
        found[place] = Known(pk, on, value, part, whole, source, by or "", count)
    return found


def numbers_by_id(ids: Collection[int]) -> dict[int, Known]:
    """These numbers, replaced meanwhile or not."""
    rows = Measurement.objects.filter(id__in=ids).values_list(*FIELDS)
    return {row[0]: Known(row[0], *row[2:]) for row in rows}


def cell_metrics(metrics: Iterable[Metric], quarter: Quarter) -> dict[int, CellMetric]:
    """What judging a number of each metric takes, in three statements."""
    rows = {metric.pk: metric for metric in metrics}
    fed = set(EventFeed.objects.filter(pk__in=rows).values_list("pk", flat=True))
    known, before = newest_values(rows), _usual(rows, quarter.previous())
    return {
        pk: CellMetric(
            unit=metric.unit,
            is_ratio=metric.summary == Summary.RATIO,
            started_on=metric.started_on,
            introduced_on=metric.product.introduced_on,
            product=metric.product.name,
            is_fed=pk in fed,
            known=tuple(known[pk]),
            before=before.get(pk),
        )
        for pk, metric in rows.items()
    }


def compared_without(metric: CellMetric, current: Known | None) -> CellMetric:
    """A number is not compared with the one it replaces."""
    if current is None:
        return metric
    return replace(metric, known=tuple(v for v in metric.known if v != plain(current.value)))


def _usual(metrics: dict[int, Metric], quarter: Quarter) -> dict[int, tuple[str, Decimal]]:
    """What one number of the quarter was on average: of a sum, its share of the sum."""
    rows = MetricQuarter.objects.filter(metric_id__in=metrics, quarter_start=quarter.start)
    found = {}
    for metric_id, value, count in rows.values_list("metric_id", "value", "count"):
        is_sum = metrics[metric_id].summary == Summary.SUM
        usual = ratio(value, Decimal(count)) if is_sum else plain(value)
        if usual is not None:
            found[metric_id] = (
                f"a usual number of {quarter.label}" if is_sum else quarter.label,
                usual,
            )
    return found
