"""The flow of several quarters at once, for products that may have come and gone between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from backlogs.calculations.cumulative import Standing, load_of, summed
from backlogs.calculations.flow import Flow, Trip, flow_of_trips
from backlogs.queries.clock import ends, starts
from backlogs.values import Dimension, ItemType
from portfolio.kernel.quarters import Quarter
from products.models import Placement

TYPES = {kind.value: kind for kind in ItemType}
DIMENSIONS = {kind.value: kind for kind in Dimension}

# One row for each item and quarter it counts as shipped in: no step follows before the quarter's
# end. PostgreSQL measures the ways, since reading a hundred thousand events takes a second.
SHIPPED = """
WITH steps AS (
    SELECT e.item_id, e.product_id, e.at, e.id, e.to_state, lead(e.at) OVER way AS next
      FROM backlogs_stateevent e
     WHERE e.product_id = ANY(%(products)s) AND e.at < %(end)s AND e.item_id IN (
           SELECT s.item_id FROM backlogs_stateevent s
            WHERE s.product_id = ANY(%(products)s) AND s.to_state = 'shipped'
              AND s.at >= %(begin)s AND s.at < %(end)s)
    WINDOW way AS (PARTITION BY e.item_id ORDER BY e.at, e.id)
), ways AS (
    SELECT item_id, at, to_state, next, first_value(product_id) OVER way AS product_id,
           at - first_value(at) OVER way AS lead,
           at - min(at) FILTER (WHERE to_state IN ('in_progress', 'waiting')) OVER way AS flow,
           sum(next - at) FILTER (WHERE to_state = 'in_progress') OVER way AS working,
           sum(next - at) FILTER (WHERE to_state = 'waiting') OVER way AS waiting,
           width_bucket(at, %(stops)s::timestamptz[]) AS place
      FROM steps WINDOW way AS (PARTITION BY item_id ORDER BY at, id)
)
SELECT w.product_id, w.place, w.item_id, i.type, i.dimension, i.effort, o.id IS NOT NULL,
       (extract(epoch FROM w.lead) * 1000000)::bigint,
       (extract(epoch FROM w.flow) * 1000000)::bigint,
       coalesce(extract(epoch FROM w.working) * 1000000, 0)::bigint,
       coalesce(extract(epoch FROM w.waiting) * 1000000, 0)::bigint
  FROM ways w JOIN backlogs_item i ON i.id = w.item_id
  LEFT JOIN backlogs_outcome o ON o.item_id = w.item_id
 WHERE w.to_state = 'shipped' AND w.at >= %(begin)s
   AND (w.next IS NULL OR w.next >= (%(stops)s::timestamptz[])[w.place + 1])
"""
STARTED = """
SELECT DISTINCT product_id, width_bucket(at, %(stops)s::timestamptz[]), item_id
  FROM backlogs_stateevent
 WHERE product_id = ANY(%(products)s) AND to_state = 'in_progress' AND from_state <> 'waiting'
   AND at >= %(begin)s AND at < %(end)s
"""

Held = Mapping[Quarter, Collection[int]]
"""Quarter → the products that count for it; the quarters follow each other, oldest first."""


def held_by(cluster_id: int, quarters: Collection[Quarter], on: date) -> dict[Quarter, list[int]]:
    """The products a cluster held at the end of each quarter, or of day `on` while it runs."""
    rows = Placement.objects.filter(cluster_id=cluster_id).order_by("product_id")
    placed = list(rows.values_list("product_id", "period"))
    days = {quarter: min(on, quarter.last_day) for quarter in quarters}
    return {
        quarter: [product_id for product_id, period in placed if day in period]
        for quarter, day in days.items()
    }


def end_of(quarter: Quarter, on: date) -> datetime:
    """Up to when a quarter counts as of day `on`."""
    return ends(min(on, quarter.last_day))


def flow_of_quarters(
    held: Held, on: date, standing: Mapping[datetime, Standing]
) -> dict[Quarter, Flow]:
    """The same figures as `flow_of_products` gives for each quarter, in two queries for all.

    `standing` holds where items stood at the end of each quarter.
    """
    quarters = list(held)
    stops = [end_of(quarter, on) for quarter in quarters]
    products = {product_id for group in held.values() for product_id in group}
    shipped = _shipped(products, quarters, stops)
    started = _started(products, quarters, stops)
    return {
        quarter: flow_of_trips(
            (trip for pk in held[quarter] for trip in shipped[quarter, pk]),
            (item_id for pk in held[quarter] for item_id in started[quarter, pk]),
            load_of(summed(standing[stop], held[quarter])),
        )
        for quarter, stop in zip(quarters, stops, strict=True)
    }


def _shipped(
    products: Collection[int], quarters: list[Quarter], stops: list[datetime]
) -> dict[tuple[Quarter, int], list[Trip]]:
    """The ways cut at the end of each quarter in which they ended with shipping."""
    found: dict[tuple[Quarter, int], list[Trip]] = defaultdict(list)
    for product_id, place, item_id, kind, dimension, *numbers in _rows(
        SHIPPED, products, quarters, stops
    ):
        trip = Trip(item_id, TYPES[kind], DIMENSIONS[dimension], *numbers)
        found[quarters[place], product_id].append(trip)
    return found


def _started(
    products: Collection[int], quarters: list[Quarter], stops: list[datetime]
) -> dict[tuple[Quarter, int], set[int]]:
    """The items begun in each quarter; going on after waiting is no start."""
    found: dict[tuple[Quarter, int], set[int]] = defaultdict(set)
    for product_id, place, item_id in _rows(STARTED, products, quarters, stops):
        found[quarters[place], product_id].add(item_id)
    return found


def _rows(
    statement: str, products: Collection[int], quarters: list[Quarter], stops: list[datetime]
) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {"products": list(products), "stops": stops, "end": stops[-1]}
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, "begin": starts(quarters[0].start)})
        return list(cursor.fetchall())
