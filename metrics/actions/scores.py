"""Scores kept beside the roll-ups: health and value of products at the end of quarters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db import connection, transaction

from metrics.calculations.standing import Standing, product_standing
from metrics.models import Metric
from metrics.queries.histories import histories_of
from metrics.values import MetricPolicy, Status
from people.queries import organisation, today
from portfolio.kernel.quarters import Quarter
from products.models import Product
from products.queries import policies

COLUMNS = {
    "product_id": "bigint",
    "quarter_start": "date",
    "as_of": "date",
    "health": "numeric",
    "health_coverage": "numeric",
    "value": "numeric",
    "value_coverage": "numeric",
    "on_target": "smallint",
    "at_risk": "smallint",
    "off_target": "smallint",
    "stale": "smallint",
    "no_data": "smallint",
}
CHANGING = [name for name in COLUMNS if name not in ("product_id", "quarter_start")]
UPSERT = f"""
INSERT INTO metrics_productscore ({", ".join(COLUMNS)})
SELECT * FROM unnest({", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())})
ON CONFLICT (product_id, quarter_start) DO UPDATE
   SET {", ".join(f"{name} = excluded.{name}" for name in CHANGING)}
"""

ScoreRow = tuple[object, ...]


@transaction.atomic
def refresh_scores(product_ids: Collection[int], quarters: Sequence[Quarter]) -> int:
    """Rebuild the scores of the products for the quarters; returns how many rows there are now.

    A past quarter counts as of its last day, the current one as of today. Products that began
    later, and quarters that have not begun, have no row. A constant number of statements.
    """
    now = today()
    begun = [quarter for quarter in quarters if quarter.start <= now]
    if not product_ids or not begun:
        return 0
    products = _lock(product_ids)
    histories = histories_of(list(products), now)
    thresholds = _policies([min(quarter.last_day, now) for quarter in begun])
    rows: list[ScoreRow] = []
    for product_id, introduced_on in products.items():
        known = [row.history for row in histories[product_id]]
        for quarter in begun:
            on = min(quarter.last_day, now)
            if introduced_on <= on:
                found = product_standing(known, on, thresholds[on])
                rows.append(_row(product_id, quarter, on, found))
    _write(rows)
    return len(rows)


def refresh_scores_since(product_ids: Collection[int], since: date) -> None:
    """Rebuild the scores of the products from the quarter of `since` up to the current one.

    A number or a target of one quarter shows in the later ones too, until a newer one comes.
    """
    now = today()
    if since <= now:
        refresh_scores(product_ids, quarters_between(since, now))


def refresh_scores_of_metrics(metric_ids: Collection[int], since: date) -> None:
    """The same for the products of these metrics."""
    metrics = Metric.objects.filter(pk__in=metric_ids)
    refresh_scores_since(set(metrics.values_list("product_id", flat=True)), since)


def quarters_between(first: date, last: date) -> list[Quarter]:
    """The quarters from that of `first` to that of `last`, oldest first."""
    first_month = organisation().first_month
    quarters = [Quarter.of(first, first_month)]
    while not quarters[-1].contains(last):
        quarters.append(quarters[-1].next())
    return quarters


def _lock(product_ids: Collection[int]) -> dict[int, date]:
    """Two writers of one product take turns, or each would miss the other's number."""
    rows = Product.objects.filter(pk__in=product_ids).order_by("pk").select_for_update(no_key=True)
    return dict(rows.values_list("pk", "introduced_on"))


def _policies(days: Iterable[date]) -> dict[date, MetricPolicy]:
    """The thresholds in force on each day."""
    return {
        day: MetricPolicy.from_thresholds(version.thresholds)
        for day, version in policies(days).items()
    }


def _row(product_id: int, quarter: Quarter, on: date, found: Standing) -> ScoreRow:
    return (
        product_id,
        quarter.start,
        on,
        found.health.value,
        found.health.coverage,
        found.value.value,
        found.value.coverage,
        *(found.counts[status] for status in Status),
    )


def _write(rows: Sequence[ScoreRow]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, [list(column) for column in zip(*rows, strict=True)])
