"""Owner hours and strategic marks of one product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from products.models import OwnerHours, Product, StrategicMark

MONTHS = 6


@dataclass(frozen=True)
class MarkLine:
    """One time leadership marked the product; `holds` today."""

    since: date
    until: date | None
    reason: str
    by: str
    holds: bool


def hours_by_month(product: Product, day: date) -> dict[date, Decimal | None]:
    """The last months up to that of `day`, the newest first; None where nothing is recorded."""
    months = list(_months(day))
    rows = OwnerHours.objects.filter(product=product, month__in=months)
    known = dict(rows.values_list("month", "hours"))
    return {month: known.get(month) for month in months}


def _months(day: date) -> Iterator[date]:
    month = day.replace(day=1)
    for _ in range(MONTHS):
        yield month
        month = (month - timedelta(days=1)).replace(day=1)


def marks_of(product: Product, day: date) -> list[MarkLine]:
    """Every mark, the newest first."""
    rows = StrategicMark.objects.filter(product=product).select_related("marked_by")
    return [
        MarkLine(
            row.since,
            row.until,
            row.reason,
            row.marked_by.name if row.marked_by else "",
            row.since <= day and (row.until is None or day < row.until),
        )
        for row in rows.order_by("-period")
    ]
