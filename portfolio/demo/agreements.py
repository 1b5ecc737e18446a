"""What the demo's owners live with, why they chose a metric, and how products are to end."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from metrics.actions.deviations import accept_deviation
from metrics.actions.worksheets import answer_worksheet
from metrics.models import Metric, MetricWorksheet
from metrics.values.worksheets import QUESTIONS
from people.models import Person
from portfolio.demo.lifecycle import build_lifecycle
from portfolio.demo.promises import build_promises
from portfolio.demo.series import Clock
from products.models import Ownership, Product


def build_agreements(
    content: Mapping[str, Any], products: Mapping[str, Product], clock: Clock
) -> None:
    """Deviations, worksheets, lifecycle and promises, each in the name of the owner of its day."""
    for entry in content["deviation"]:
        metric, on = _metric(entry, products), clock.day(entry["since"])
        accept_deviation(
            _owner(metric, clock, entry["since"]),
            metric,
            on,
            value=Decimal(entry["value"]),
            until=clock.day(entry["until"]),
            reason=entry["reason"],
        )
    for entry in content["worksheet"]:
        metric = _metric(entry, products)
        answers = {name: entry[name] for name in QUESTIONS if name in entry}
        row = answer_worksheet(_owner(metric, clock, entry["ago"]), metric, 0, **answers)
        MetricWorksheet.objects.filter(pk=row.pk).update(answered_on=clock.day(entry["ago"]))

    build_lifecycle(content, products, clock)
    build_promises(content, clock)


def _metric(entry: Mapping[str, Any], products: Mapping[str, Product]) -> Metric:
    rows = Metric.objects.select_related("product")
    return rows.get(product=products[entry["product"]], name=entry["metric"])


def _owner(metric: Metric, clock: Clock, ago: int) -> Person | None:
    """Whoever was accountable for the product's cluster on that day."""
    rows = Ownership.objects.on(clock.day(ago)).filter(cluster=metric.product.cluster_id)
    row = rows.select_related("person").first()
    return row.person if row else None
