"""Where a metric's figure comes from: its definition down to who measured it."""

from __future__ import annotations

from django.urls import reverse

from metrics.calculations.summaries import expected_count
from metrics.models import EventFeed, Measurement
from metrics.models.measurement import Source
from metrics.queries.cards import MetricCard, written
from metrics.queries.formulas import attainment_formula
from metrics.queries.histories import MetricRow
from metrics.values import Summary
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.passports import Passport
from products.models import PolicyVersion


def metric_passport(
    row: MetricRow,
    card: MetricCard,
    moment: Moment,
    version: PolicyVersion,
    newest: Measurement | None,
) -> Passport:
    """The passport of the value the metric is judged by; `newest` is its newest measurement."""
    metric, found = card.metric, card.assessment
    rows = [("Summed up as", f"{card.summary.label.lower()} of the quarter")]
    if card.target is not None:
        rows += [("Target", card.target_text), ("Weight", written(card.target.weight, ""))]
    fresh = f"newest on {day(found.newest_on)}" if found.newest_on else "never"
    is_made = EventFeed.objects.filter(metric=metric).exists()
    names = [metric.product.slug, metric.slug]
    return Passport(
        shown=card.value_text or "No value",
        definition=metric.description or f"{metric.name}. No definition is written yet.",
        formula=_formula(card),
        rows=rows,
        coverage=_coverage(row, moment),
        fresh=f"{fresh}; {found.reason}" if found.reason else fresh,
        by=_by(newest),
        policy=f"version {version.number}",
        url=reverse("metrics:event-list" if is_made else "metrics:metric-detail", args=names)
        + (f"?at={moment.quarter.slug}" if moment.is_past else ""),
        source="Events behind it" if is_made else "Numbers behind it",
    )


def _formula(card: MetricCard) -> str:
    attained = card.assessment.attainment
    if attained is None or card.target is None or card.value is None:
        return ""
    return f"attained {attainment_formula(card.value, card.target, attained)}"


def _coverage(row: MetricRow, moment: Moment) -> str:
    """Numbers of the quarter its value is from, beside how many a whole quarter has."""
    quarters = [
        pair
        for pair in row.history.quarters
        if row.history.summary is not Summary.SUM or pair[0].last_day <= moment.on
    ]
    if not quarters:
        return ""
    quarter, summed = quarters[-1]
    expected = expected_count(row.history.cadence, quarter.start, quarter.end)
    of = f" of {expected} expected" if expected else ""
    return f"{summed.count}{of} in {quarter.label}"


def _by(newest: Measurement | None) -> str:
    if newest is None:
        return ""
    source = Source(newest.source).label
    return f"{newest.recorded_by.name}, {source.lower()}" if newest.recorded_by else source
