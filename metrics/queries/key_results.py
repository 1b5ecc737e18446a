"""What stands beside the forms of a key result: metrics to choose from, earlier check-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from metrics.models import CheckIn, KeyResult, Metric, Objective
from metrics.queries.cards import written
from metrics.queries.progress import KeyResultReading, ObjectiveReading, readings_of
from metrics.queries.progress_passports import percent
from people.queries import today
from portfolio.kernel.marks import day
from portfolio.kernel.numbers import plain

Options = list[tuple[str, list[tuple[int, str]]]]


@dataclass(frozen=True)
class CheckInLine:
    """One check-in as lists show it; a corrected one says why it no longer counts."""

    on: str
    value: str
    confidence: str
    sentence: str
    by: str
    corrected: str


@dataclass(frozen=True)
class CheckInPage:
    """The key result, the day to begin with, and what was said so far."""

    row: KeyResult
    objective: Objective
    on: date
    confidence: Decimal
    way: str
    now: str
    lines: list[CheckInLine]


def metric_options(objective: Objective, kept: KeyResult | None = None) -> Options | None:
    """Metrics of the objective's products, by product; None where it is the whole portfolio's.

    The metric that feeds `kept` stays among them, even if it is no longer tracked.
    """
    if objective.product_id is None and objective.cluster_id is None:
        return None
    of = (
        Q(product_id=objective.product_id)
        if objective.product_id is not None
        else Q(product__cluster_id=objective.cluster_id)
    )
    tracked = Q(pk__in=Metric.objects.tracked_on(today()).values("pk"))
    own = Q(pk=kept.metric_id) if kept and kept.metric_id else Q(pk__in=[])
    rows = Metric.objects.filter((of & tracked) | own).select_related("product")
    found: dict[str, list[tuple[int, str]]] = {}
    for row in rows.order_by("product__name", "product_id", "position", "pk"):
        unit = f" ({row.unit})" if row.unit else ""
        found.setdefault(row.product.name, []).append((row.pk, f"{row.name}{unit}"))
    return list(found.items())


def check_in_page(row: KeyResult, on: date) -> CheckInPage:
    """What stands beside the form; `on` is today."""
    (objective,) = readings_of([row.objective], on)
    reading = _of(objective, row)
    return CheckInPage(
        row=row,
        objective=row.objective,
        on=objective.on,
        confidence=reading.confidence if reading else plain(row.confidence),
        way=way_of(row),
        now=written(reading.current, reading.unit) if reading else "",
        lines=check_in_lines(row),
    )


def _of(objective: ObjectiveReading, row: KeyResult) -> KeyResultReading | None:
    return next((one for one in objective.results if one.row.pk == row.pk), None)


def way_of(row: KeyResult) -> str:
    """`from 40 % to 60 %`."""
    unit = row.metric.unit if row.metric else row.unit
    return f"from {written(plain(row.start), unit)} to {written(plain(row.target), unit)}"


def check_in_lines(row: KeyResult) -> list[CheckInLine]:
    """Everything that was said, newest first, what a correction replaced included."""
    rows = row.check_ins.select_related("said_by").order_by("-on", "-said_at")
    return [check_in_line(one, row.metric.unit if row.metric else row.unit) for one in rows]


def check_in_line(one: CheckIn, unit: str) -> CheckInLine:
    """One line of a list of check-ins."""
    return CheckInLine(
        on=day(one.on),
        value="" if one.value is None else written(plain(one.value), unit),
        confidence=percent(one.confidence),
        sentence=one.sentence,
        by=one.said_by.name if one.said_by else "",
        corrected=one.correction_reason if one.superseded_at else "",
    )
