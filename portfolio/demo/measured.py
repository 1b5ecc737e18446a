"""The demo's metrics with their targets, and what was measured in every quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.actions.metrics import add_metric, set_target
from metrics.models import Metric, MetricDefinition
from people.models import Person
from portfolio.demo.lines import MetricLine
from portfolio.demo.series import measurements
from portfolio.kernel.quarters import Quarter
from products.models import Product

SHAPE = ("unit", "level", "dimension", "direction", "cadence", "summary")


def add_metrics(
    parts: Sequence[Mapping[str, Any]],
    products: Mapping[str, Product],
    by: Person | None,
    quarters: list[Quarter],
    today: date,
) -> None:
    """The metrics of every product; all that was measured is written at once."""
    library = {row.slug: row for row in MetricDefinition.objects.all()}
    rows: list[NewMeasurement] = []
    for part in parts:
        product = products[part["name"]]
        for position, text in enumerate(part["metrics"]):
            line = MetricLine.parse(text)
            metric = _add(by, product, line, position, library)
            rows += _measured(line, metric, product, quarters, today)
    record_measurements(None, rows, source="person", correction_reason="")


def _add(
    by: Person | None,
    product: Product,
    line: MetricLine,
    position: int,
    library: Mapping[str, MetricDefinition],
) -> Metric:
    shape: dict[str, Any] = {}
    if line.shape:
        shape = {"name": line.name, **dict(zip(SHAPE, line.shape, strict=True))}
    began = product.introduced_on
    metric = add_metric(
        by,
        product,
        started_on=began,
        definition=None if shape else library[line.name],
        is_north_star=line.is_north_star,
        position=position,
        **shape,
    )
    set_target(by, metric, began, target=line.target, warning=line.warning, floor=line.floor)
    return metric


def _measured(
    line: MetricLine, metric: Metric, product: Product, quarters: list[Quarter], today: date
) -> Iterator[NewMeasurement]:
    series = measurements(line, metric.cadence, metric.summary, quarters, today, product.key)
    for day, value in series:
        if day >= product.introduced_on:
            yield NewMeasurement(metric.pk, day, value)
