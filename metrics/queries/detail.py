"""The page of one metric, and what the form that records a number shows beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString

from metrics.calculations.retention import kept_words
from metrics.calculations.summaries import expected_count
from metrics.models import Measurement, Metric
from metrics.queries.cards import MetricCard, card_of, read_policy, target_words, written
from metrics.queries.connectors import ConnectorLine, connector_line
from metrics.queries.deviations import DeviationLine, deviation_lines
from metrics.queries.feeds import FeedLine, feed_line
from metrics.queries.histories import MetricRow, rows_of
from metrics.queries.lines import (
    MeasurementLine,
    TargetLine,
    measurement_line,
    product_address,
    targets_of,
)
from metrics.queries.metric_passport import metric_passport
from metrics.queries.worksheets import WorksheetLines, worksheet_lines
from metrics.values.deviations import Acceptance
from people.models import Person
from people.permissions import is_admin
from portfolio.kernel import charts
from portfolio.kernel.moments import Moment
from portfolio.kernel.passports import Passport
from products.permissions import edits_backlog, edits_product
from products.queries import policy_on

PER_PAGE = 50


@dataclass(frozen=True)
class QuarterLine:
    """One quarter as the table shows it."""

    label: str
    value: str
    count: int
    expected: int
    target: str


@dataclass(frozen=True)
class MetricDetailPage:
    """Everything the page shows."""

    metric: Metric
    card: MetricCard
    passport: Passport
    trend: SafeString
    bullet: SafeString
    quarters: list[QuarterLine]
    measurements: list[MeasurementLine]
    pager: Page[Any]
    targets: list[TargetLine]
    deviations: list[DeviationLine]
    worksheet: WorksheetLines | None
    feed: FeedLine | None
    connector: ConnectorLine | None
    kept: str
    links: dict[str, str]


def metric_detail_page(
    metric: Metric, moment: Moment, person: Person, number: str
) -> MetricDetailPage:
    """The metric as of the moment; `number` is the page of measurements, newest first."""
    (row,) = rows_of([metric], moment.on)
    version = policy_on(moment.on)
    card = card_of(row, moment, read_policy(version))
    measured = Measurement.objects.filter(metric=metric).up_to(moment.on)
    ordered = measured.select_related("recorded_by").order_by("-measured_on", "-id")
    pager = Paginator(ordered, PER_PAGE).get_page(number)
    return MetricDetailPage(
        metric=metric,
        card=card,
        passport=metric_passport(row, card, moment, version, ordered.first()),
        trend=_trend(card),
        bullet=_bullet(card),
        quarters=_quarters(row, moment),
        measurements=[measurement_line(one, metric.unit) for one in pager],
        pager=pager,
        targets=targets_of(metric, moment),
        deviations=deviation_lines(metric, moment) if row.history.deviations else [],
        worksheet=worksheet_lines(metric),
        feed=feed_line(metric),
        connector=connector_line(metric),
        kept=kept_words(metric.keep_months),
        links=_links(card, moment, person),
    )


def _trend(card: MetricCard) -> SafeString:
    points = card.trend.points
    return charts.trend(
        [point.value for point in points],
        [point.quarter.label for point in points],
        target=card.target.target if card.target else None,
        unit=card.metric.unit,
        status=card.assessment.status,
        word="target",
        width=600,
        height=160,
    )


def _bullet(card: MetricCard) -> SafeString:
    if card.target is None:
        return SafeString("")
    target = card.target
    lines = charts.Lines(
        target.target, target.warning, target.floor, target.direction,
        target.target_upper, target.warning_upper, target.floor_upper,
    )  # fmt: skip
    return charts.bullet(
        card.value, lines, previous=card.previous_value, status=card.assessment.status, width=260
    )


def _quarters(row: MetricRow, moment: Moment) -> list[QuarterLine]:
    history, unit = row.history, row.metric.unit
    return [
        QuarterLine(
            label=quarter.label,
            value=written(summed.value, unit),
            count=summed.count,
            expected=expected_count(history.cadence, quarter.start, quarter.end),
            target=target_words(history.target_on(min(quarter.last_day, moment.on)), unit),
        )
        for quarter, summed in reversed(history.quarters)
    ]


def _links(card: MetricCard, moment: Moment, person: Person) -> dict[str, str]:
    """What this person may do here now; nothing in the past and nothing on a retired metric."""
    metric = card.metric
    names = [metric.product.slug, metric.slug]
    cluster = metric.product.cluster_id
    links = {"product": product_address(metric.product.slug)}
    if moment.is_past or metric.retired_on is not None:
        return links
    if is_admin(person):
        links["connector"] = reverse("metrics:connector", args=names)
    if edits_backlog(person, cluster):
        links["record"] = reverse("metrics:measurement-create", args=names)
    if edits_product(person, cluster):
        links["edit"] = reverse("metrics:metric-edit", args=names)
        links["feed"] = reverse("metrics:feed", args=names)
        links["target"] = reverse("metrics:target-create", args=names)
        links["worksheet"] = reverse("metrics:worksheet", args=names)
        held = card.beside.acceptance in (Acceptance.ACCEPTED, Acceptance.EXCEEDED)
        if held:
            links["closure"] = reverse("metrics:deviation-closure", args=names)
        elif card.target is not None:
            links["accept"] = reverse("metrics:deviation-create", args=names)
        links["retire"] = reverse("metrics:retirement", args=names)
    return links
