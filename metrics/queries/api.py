"""Measurements as the API tells them: plain values, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from metrics.models import Measurement, Metric
from portfolio.kernel.numbers import plain

NAMES = {
    "product": F("metric__product__slug"),
    "metric_slug": F("metric__slug"),
    "unit": F("metric__unit"),
    "by": F("recorded_by__slug"),
}
COLUMNS = (
    "id", "measured_on", "value", "numerator", "denominator", "source", "note", "recorded_at",
)  # fmt: skip


def measurement_rows(said: Mapping[str, Any]) -> tuple[list[dict[str, Any]], str | None]:
    """A page of numbers that stand, oldest day first, and behind what the next one begins."""
    rows = Measurement.objects.current()
    if "product" in said or "metric" in said:
        names = {"product__slug": said.get("product"), "slug": said.get("metric")}
        wanted = {name: text for name, text in names.items() if text is not None}
        metrics = Metric.objects.filter(**wanted).order_by().values_list("pk", flat=True)
        rows = rows.filter(metric_id__in=list(metrics))
    if "from" in said:
        rows = rows.filter(measured_on__gte=said["from"])
    if "to" in said:
        rows = rows.filter(measured_on__lte=said["to"])
    if "after" in said:
        day, number = said["after"]
        later = Q(measured_on__gt=day) | Q(measured_on=day, id__gt=number)
        rows = rows.filter(later, measured_on__gte=day)
    ordered = rows.order_by("measured_on", "id").values(*COLUMNS, **NAMES)
    found = list(ordered[: said["limit"] + 1])
    shown = [_row(row) for row in found[: said["limit"]]]
    more = len(found) > said["limit"]
    return shown, f"{shown[-1]['measured_on']}.{shown[-1]['id']}" if more else None


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "product": row["product"],
        "metric": row["metric_slug"],
        "measured_on": row["measured_on"].isoformat(),
        "value": _text(row["value"]),
        "numerator": _text(row["numerator"]),
        "denominator": _text(row["denominator"]),
        "unit": row["unit"],
        "source": row["source"],
        "note": row["note"],
        "recorded_at": row["recorded_at"].isoformat(),
        "by": row["by"],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{plain(value):f}"
