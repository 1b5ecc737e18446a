"""What a person has to measure, the most overdue first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from metrics.calculations.attainment import stale_after_days
from metrics.calculations.clock import beside
from metrics.calculations.standing import due_on, standing
from metrics.models import Metric
from metrics.queries.cards import beside_words, metric_policy_on, settled, target_words, written
from metrics.queries.hand_ins import HandInLine, hand_in_lines
from metrics.queries.histories import MetricRow, rows_of
from metrics.values import Assessment, MetricPolicy
from people.models import Person
from portfolio.kernel.charts import spark
from portfolio.kernel.marks import day, status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from products.permissions import belonging
from products.values import Stage


@dataclass(frozen=True)
class DueRow:
    """One metric: what is known, and when the next number is expected."""

    metric: Metric
    product: str
    url: str
    record_url: str
    target: str
    value: str
    measured: str
    mark: SafeString
    notes: list[str]
    chart: SafeString
    due_on: date
    is_due: bool
    is_overdue: bool
    when: str


@dataclass(frozen=True)
class DueListPage:
    """The metrics of one's clusters; `due` of them wait for a number."""

    rows: list[DueRow]
    due: int
    overdue: int
    has_clusters: bool
    grid_url: str
    grid_label: str
    handed_in: str
    hand_ins: list[HandInLine]


def due_list_page(person: Person, moment: Moment) -> DueListPage:
    """The metrics of the clusters the person owns or whose team they belong to."""
    clusters = belonging(person).all
    metrics = Metric.objects.filter(product__cluster_id__in=clusters).tracked_on(moment.on)
    living = metrics.exclude(
        product__stages__stage=Stage.RETIRED, product__stages__period__contains=moment.on
    )
    rows = rows_of(list(living.select_related("product")), moment.on)
    policy = metric_policy_on(moment.on)
    over = moment.quarter.previous()
    found = sorted((_row(row, moment, policy) for row in rows), key=_order)
    return DueListPage(
        rows=found,
        due=sum(row.is_due for row in found),
        overdue=sum(row.is_overdue for row in found),
        has_clusters=bool(clusters),
        grid_url=reverse("metrics:quarter-grid", args=[moment.quarter.slug]),
        grid_label=moment.quarter.label,
        handed_in=over.label,
        hand_ins=hand_in_lines(person, over, until=moment.on) if clusters else [],
    )


def _order(row: DueRow) -> tuple[Any, ...]:
    return not row.is_overdue, row.due_on, row.product, row.metric.position, row.metric.pk


def _row(row: MetricRow, moment: Moment, policy: MetricPolicy) -> DueRow:
    metric, history = row.metric, row.history
    assessment = standing(history, moment.on, policy)
    target = history.target_on(moment.on)
    newest = assessment.newest_on
    expected = due_on(newest, metric.started_on, history.cadence)
    age = Decimal((moment.on - (newest or metric.started_on)).days)
    is_overdue = age > stale_after_days(history.cadence, policy)
    names = [metric.product.slug, metric.slug]
    values = settled(row, moment)
    return DueRow(
        metric=metric,
        product=metric.product.name,
        url=reverse("metrics:metric-detail", args=names),
        record_url=f"{reverse('metrics:measurement-create', args=names)}?next=due",
        target=target_words(target, metric.unit),
        value=written(assessment.value, metric.unit),
        measured=day(newest),
        mark=_mark(assessment),
        notes=beside_words(beside(history, assessment, moment.on, policy), metric.unit),
        chart=spark(
            [values.get(quarter) for quarter in moment.quarter.trailing(policy.trend_quarters)],
            target=target.target if target else None,
            status=assessment.status,
            unit=metric.unit,
        ),
        due_on=expected,
        is_due=expected <= moment.on,
        is_overdue=is_overdue,
        when=_when(expected, moment.on),
    )


def _mark(assessment: Assessment) -> SafeString:
    return status_mark(assessment.status)


def _when(expected: date, on: date) -> str:
    late = (on - expected).days
    if late > 0:
        return f"{counted(late, 'day')} late"
    return "due today" if late == 0 else f"by {day(expected, on)}"
