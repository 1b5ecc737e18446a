"""All metrics of a product, ready to take one number each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString

from metrics.calculations.standing import due_on, standing
from metrics.models import Measurement, Metric
from metrics.queries.cards import metric_policy_on, target_words, written
from metrics.queries.histories import rows_of
from metrics.queries.lines import COMPARED, product_address
from portfolio.kernel.marks import day, status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import plain
from products.models import Product


@dataclass
class GridRow:
    """One metric; the view puts its `entry` there, the form of the number."""

    metric: Metric
    target: str
    newest: str
    newest_on: str
    expected: str
    is_due: bool
    mark: SafeString
    known: list[Decimal]
    entry: Any = None


@dataclass(frozen=True)
class MeasurementGridPage:
    """The product and its metrics, those that are due first."""

    product: Product
    back: str
    rows: list[GridRow]


def measurement_grid_page(product: Product, moment: Moment) -> MeasurementGridPage:
    """A constant number of statements, however many metrics there are."""
    metrics = list(Metric.objects.filter(product=product).tracked_on(moment.on))
    known = newest_values([metric.pk for metric in metrics])
    policy = metric_policy_on(moment.on)
    rows = []
    for row in rows_of(metrics, moment.on):
        metric, history = row.metric, row.history
        found = standing(history, moment.on, policy)
        values = known[metric.pk]
        due = due_on(found.newest_on, metric.started_on, history.cadence)
        rows.append(
            GridRow(
                metric=metric,
                target=target_words(history.target_on(moment.on), metric.unit),
                newest=written(values[0], metric.unit) if values else "",
                newest_on=day(found.newest_on),
                expected=history.cadence.label.lower(),
                is_due=due <= moment.on,
                mark=status_mark(found.status),
                known=values,
            )
        )
    rows.sort(key=lambda one: not one.is_due)
    return MeasurementGridPage(product, product_address(product.slug) or "/", rows)


def newest_values(metric_ids: Collection[int]) -> dict[int, list[Decimal]]:
    """The newest numbers of each metric, newest first: what a new one is compared with."""
    place = Window(RowNumber(), partition_by="metric_id", order_by=F("measured_on").desc())
    rows = Measurement.objects.current().filter(metric_id__in=metric_ids).annotate(place=place)
    found: dict[int, list[Decimal]] = defaultdict(list)
    newest = rows.filter(place__lte=COMPARED).order_by("metric_id", "place")
    for metric_id, value in newest.values_list("metric_id", "value"):
        found[metric_id].append(plain(value))
    return found
