"""What is recorded, and what no number may be, whatever road it comes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from metrics.calculations.batches import TOO_LARGE
from metrics.calculations.retention import forgotten_words
from metrics.models import EventFeed, Metric
from people.queries import today
from portfolio.kernel.errors import Refused
from portfolio.kernel.numbers import STORED_PLACES, rounded


@dataclass(frozen=True)
class NewMeasurement:
    """One number to record: the metric, the day it speaks of, and the counts of a ratio."""

    metric_id: int
    measured_on: date
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    source_ref: str = ""


@dataclass(frozen=True)
class Recorded:
    """How many rows were new, replaced an earlier number, or said what was known already."""

    created: int
    corrected: int
    same: int


def check_rows(rows: Sequence[NewMeasurement]) -> None:
    """Raise `Refused` for a day to come, a number the database cannot keep, a day given twice."""
    latest = today()
    seen: set[tuple[int, date]] = set()
    for row in rows:
        if row.measured_on > latest:
            raise Refused(
                f"{row.measured_on:%-d %b %Y} has not come yet.",
                code="in_future",
                field="measured_on",
            )
        _check_numbers(row)
        if (row.metric_id, row.measured_on) in seen:
            raise Refused(
                f"{row.measured_on:%-d %b %Y} is given twice for the same metric.",
                code="given_twice",
                field="measured_on",
            )
        seen.add((row.metric_id, row.measured_on))


def _check_numbers(row: NewMeasurement) -> None:
    for number in (row.value, row.numerator, row.denominator):
        if number is not None and not (number.is_finite() and abs(number) < TOO_LARGE):
            raise Refused(
                "A value needs to be a number of at most 14 digits before the point.",
                code="value_out_of_range",
                field="value",
            )
    if row.denominator is not None and rounded(row.denominator, STORED_PLACES) <= 0:
        raise Refused(
            "The whole a share is taken of must be above 0.",
            code="denominator_not_positive",
            field="denominator",
        )


def refuse_made_of_events(metric_ids: set[int]) -> None:
    """Where events speak, a typed number would be gone with the next of them."""
    fed = EventFeed.objects.filter(metric__in=metric_ids).select_related("metric").first()
    if fed is not None:
        raise Refused(
            f"{fed.metric.name} is made of events. Correct those, or end the feed first.",
            code="made_of_events",
            field="value",
        )


def refuse_forgotten(rows: Sequence[NewMeasurement]) -> None:
    """A number into a quarter whose others are gone would make the quarter that number alone."""
    earliest = min(row.measured_on for row in rows)
    metrics = Metric.objects.filter(
        pk__in={row.metric_id for row in rows}, forgotten_before__gt=earliest
    )
    for metric in metrics:
        before = metric.forgotten_before
        days = [row.measured_on for row in rows if row.metric_id == metric.pk]
        if before is not None and any(metric.has_forgotten(day) for day in days):
            raise Refused(
                forgotten_words(metric.name, before), code="forgotten", field="measured_on"
            )


def as_stored(row: NewMeasurement) -> NewMeasurement:
    """The row with its numbers as the database keeps them."""
    return replace(
        row,
        value=rounded(row.value, STORED_PLACES),
        numerator=None if row.numerator is None else rounded(row.numerator, STORED_PLACES),
        denominator=None if row.denominator is None else rounded(row.denominator, STORED_PLACES),
    )
