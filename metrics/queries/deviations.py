"""Accepted deviations as the metric's page lists them, and what stands beside their form."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from metrics.models import AcceptedDeviation, Metric
from metrics.queries.cards import beside_words, card_of, metric_policy_on, written
from metrics.queries.histories import rows_of
from metrics.values import Status
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted


@dataclass(frozen=True)
class DeviationLine:
    """One deviation with its days, who accepted it and how it ended."""

    value: str
    days: str
    reason: str
    by: str
    state: str
    ended: str


@dataclass(frozen=True)
class DeviationFormPage:
    """How the metric stands, beside the form."""

    metric: Metric
    back: str
    value: str
    target: str
    status: Status
    notes: list[str]
    limit: str


def deviation_lines(metric: Metric, moment: Moment) -> list[DeviationLine]:
    """Those accepted up to the moment, newest first."""
    rows = metric.deviations.filter(period__startswith__lte=moment.on)
    return [
        _line(one, metric.unit, moment) for one in rows.select_related("accepted_by", "ended_by")
    ]


def deviation_form_page(metric: Metric, moment: Moment) -> DeviationFormPage:
    """The metric as it stands now."""
    policy = metric_policy_on(moment.on)
    (row,) = rows_of([metric], moment.on)
    card = card_of(row, moment, policy)
    return DeviationFormPage(
        metric=metric,
        back=reverse("metrics:metric-detail", args=[metric.product.slug, metric.slug]),
        value=card.value_text,
        target=card.target_text,
        status=card.assessment.status,
        notes=beside_words(card.beside, metric.unit),
        limit=counted(policy.deviation_days, "day"),
    )


def _line(row: AcceptedDeviation, unit: str, moment: Moment) -> DeviationLine:
    is_over = row.period.upper <= moment.on
    ended = ""
    if row.was_ended and is_over:
        by = f" by {row.ended_by.name}" if row.ended_by else ""
        ended = f"ended {day(row.period.upper)}{by}: {row.ended_reason}"
    return DeviationLine(
        value=written(row.value, unit),
        days=f"{day(row.since)} to {day(row.agreed_until)}",
        reason=row.reason,
        by=row.accepted_by.name if row.accepted_by else "",
        state=("ended early" if row.was_ended else "lapsed") if is_over else "in force",
        ended=ended,
    )
