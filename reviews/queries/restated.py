"""What a frozen packet says about its quarters, beside what is known now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from metrics.models import MetricQuarter
from people.queries import organisation
from portfolio.kernel.numbers import plain, with_unit
from portfolio.kernel.quarters import Quarter

Place = tuple[str, str, date]


@dataclass(frozen=True)
class Restated:
    """One figure that has changed since a packet was frozen; empty where there was none."""

    product: str
    metric: str
    metric_url: str
    quarter: str
    then: str
    now: str


def restated_since(body: Mapping[str, Any]) -> tuple[Restated, ...]:
    """The quarter figures of the packet's trends that are other ones today; one statement."""
    frozen = list(_points(body))
    if not frozen:
        return ()
    today = _known_today(frozen)
    found = []
    for product, metric, quarter, then in frozen:
        now = today.get((product["product"], metric["metric"], quarter.start))
        if now == then:
            continue
        found.append(
            Restated(
                product=product["name"],
                metric=metric["name"],
                metric_url=reverse(
                    "metrics:metric-detail", args=[product["product"], metric["metric"]]
                ),
                quarter=quarter.label,
                then=_text(then, metric["unit"]),
                now=_text(now, metric["unit"]),
            )
        )
    return tuple(found)


def _points(
    body: Mapping[str, Any],
) -> Iterator[tuple[dict[str, Any], dict[str, Any], Quarter, Decimal | None]]:
    """Product, metric, quarter and value of every point of every trend."""
    first_month = organisation().first_month
    for product in body["sections"].get("metrics", {}).get("products", []):
        for metric in product["metrics"]:
            for point in metric["trend"]:
                value = point["value"]
                yield (
                    product,
                    metric,
                    Quarter.parse(point["quarter"], first_month),
                    None if value is None else plain(Decimal(value)),
                )


def _known_today(frozen: list[tuple[dict[str, Any], dict[str, Any], Quarter, Any]]) -> Any:
    rows = MetricQuarter.objects.filter(
        metric__product__slug__in={product["product"] for product, _, _, _ in frozen},
        metric__slug__in={metric["metric"] for _, metric, _, _ in frozen},
        quarter_start__in={quarter.start for _, _, quarter, _ in frozen},
    ).values_list("metric__product__slug", "metric__slug", "quarter_start", "value")
    return {(product, metric, start): plain(value) for product, metric, start, value in rows}


def _text(value: Decimal | None, unit: str) -> str:
    return "nothing" if value is None else with_unit(value, unit)
