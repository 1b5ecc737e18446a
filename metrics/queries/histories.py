"""Metric histories for any number of products, in four statements; five in mid-quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.models import AcceptedDeviation, Metric, MetricQuarter, MetricTarget
from metrics.queries.unfinished import cut_off
from metrics.values import Cadence, Direction, Level, QuarterSummary, Summary, Target
from metrics.values.deviations import Deviation
from metrics.values.history import DatedTarget, MetricHistory
from people.queries import organisation
from portfolio.kernel.numbers import plain
from portfolio.kernel.quarters import Quarter

LINES = ("target", "warning", "floor", "target_upper", "warning_upper", "floor_upper", "weight")


@dataclass(frozen=True)
class MetricRow:
    """A metric as its row has it, and its history."""

    metric: Metric
    history: MetricHistory


def histories_of(product_ids: Collection[int], until: date) -> dict[int, list[MetricRow]]:
    """The metrics of each product, in their order, with all that was known up to `until`.

    Metrics retired meanwhile are among them: ask `history.is_tracked_on`. Four statements and the
    organisation's calendar, however many products there are.
    """
    metrics = list(Metric.objects.filter(product_id__in=product_ids, started_on__lte=until))
    found: dict[int, list[MetricRow]] = {product_id: [] for product_id in product_ids}
    for row in rows_of(metrics, until):
        found[row.metric.product_id].append(row)
    return found


def rows_of(metrics: Collection[Metric], until: date) -> list[MetricRow]:
    """The histories of these metrics up to `until`."""
    ids = [metric.pk for metric in metrics]
    quarters, targets = _quarters(ids, until), _targets(metrics, until)
    cut_off(list(metrics), quarters, until)
    accepted = _deviations(ids, until)
    return [
        MetricRow(
            metric,
            _history(metric, quarters[metric.pk], targets[metric.pk], accepted[metric.pk]),
        )
        for metric in metrics
    ]


def _history(
    metric: Metric, quarters: list[Any], targets: list[DatedTarget], accepted: list[Deviation]
) -> MetricHistory:
    return MetricHistory(
        key=metric.slug,
        level=Level(metric.level),
        direction=Direction(metric.direction),
        cadence=Cadence(metric.cadence),
        summary=Summary(metric.summary),
        started_on=metric.started_on,
        retired_on=metric.retired_on,
        quarters=tuple(quarters),
        targets=tuple(targets),
        deviations=tuple(accepted),
    )


def _quarters(ids: list[int], until: date) -> dict[int, list[tuple[Quarter, QuarterSummary]]]:
    first_month = organisation().first_month
    calendar: dict[date, Quarter] = {}
    found: dict[int, list[tuple[Quarter, QuarterSummary]]] = defaultdict(list)
    rows = (
        MetricQuarter.objects.filter(metric_id__in=ids, quarter_start__lte=until)
        .order_by("metric_id", "quarter_start")
        .values_list(
            "metric_id", "quarter_start", "value", "count", "first_on", "last_on", "last_value",
            "is_exact",
        )
    )  # fmt: skip
    for metric_id, start, value, count, first_on, last_on, last_value, is_exact in rows:
        if start not in calendar:
            calendar[start] = Quarter.of(start, first_month)
        summary = QuarterSummary(
            plain(value), count, first_on, last_on, plain(last_value), is_exact
        )
        found[metric_id].append((calendar[start], summary))
    return found


def _targets(metrics: Iterable[Metric], until: date) -> dict[int, list[DatedTarget]]:
    directions = {metric.pk: Direction(metric.direction) for metric in metrics}
    rows = (
        MetricTarget.objects.filter(metric_id__in=list(directions), period__startswith__lte=until)
        .order_by("metric_id", "period")
        .values_list("metric_id", "period", *LINES)
    )
    found: dict[int, list[DatedTarget]] = defaultdict(list)
    for metric_id, period, *lines in rows:
        values = {name: _plain(value) for name, value in zip(LINES, lines, strict=True)}
        target = Target(direction=directions[metric_id], **values)
        found[metric_id].append(DatedTarget(period.lower, period.upper, target))
    return found


def _deviations(ids: list[int], until: date) -> dict[int, list[Deviation]]:
    found: dict[int, list[Deviation]] = defaultdict(list)
    rows = AcceptedDeviation.objects.filter(metric_id__in=ids, period__startswith__lte=until)
    for row in rows.select_related("accepted_by").order_by("metric_id", "period"):
        by = row.accepted_by.name if row.accepted_by else ""
        found[row.metric_id].append(
            Deviation(
                plain(row.value),
                row.period.lower,
                row.period.upper,
                row.agreed_until,
                row.reason,
                by,
                row.was_ended,
            )
        )
    return found


def _plain(value: Any) -> Any:
    return None if value is None else plain(value)
