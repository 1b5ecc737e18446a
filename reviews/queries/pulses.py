"""Events and measurements of support demand over years, in three statements for any products."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from metrics.values import Direction, Summary, Target
from portfolio.kernel.periods import Period
from reviews.calculations.pulse import running_sums
from reviews.queries.load_facts import LINES, SUPPORT
from reviews.values import DemandSeries, Pulse

# Days go over as their ordinal: dates in arrays are dear to read. 1 is 1 January of the year 1.
MOVED = """
SELECT product_id, array_agg(day ORDER BY day, item_id), array_agg(item_id ORDER BY day, item_id)
  FROM (SELECT product_id, item_id, (at AT TIME ZONE %(zone)s)::date - '0001-01-01'::date + 1 AS day
          FROM backlogs_stateevent
         WHERE product_id = ANY(%(products)s)
           AND (to_state = 'shipped' OR (to_state = 'in_progress' AND from_state <> 'waiting'))
           AND at >= (%(first)s::date)::timestamp AT TIME ZONE %(zone)s
           AND at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s) AS moved
 GROUP BY product_id
"""
DEMAND = """
SELECT m.product_id, m.id, m.name, m.started_on, m.retired_on, m.summary,
       array_agg(n.measured_on - '0001-01-01'::date + 1 ORDER BY n.measured_on),
       array_agg(n.value ORDER BY n.measured_on)
  FROM metrics_metric m
  JOIN metrics_metricdefinition f ON f.id = m.definition_id AND f.slug = %(support)s
  JOIN metrics_measurement n ON n.metric_id = m.id AND n.superseded_at IS NULL
   AND n.measured_on BETWEEN %(first)s AND %(last)s
 WHERE m.product_id = ANY(%(products)s) AND (m.retired_on IS NULL OR m.retired_on > m.started_on)
 GROUP BY m.id ORDER BY m.id
"""


def pulses_of(product_ids: Collection[int], first: date, last: date) -> dict[int, Pulse]:
    """Product → its pulse from `first` to the end of `last`; every product asked for is there."""
    if not product_ids:
        return {}
    values = {
        "products": list(product_ids),
        "first": first,
        "last": last,
        "zone": timezone.get_current_timezone_name(),
        "support": SUPPORT,
    }
    moved = {product: (days, items) for product, days, items in _rows(MOVED, values)}
    demand = _demand(values)
    return {
        product: Pulse(tuple(days), tuple(items), tuple(demand[product]))
        for product in product_ids
        for days, items in [moved.get(product, ((), ()))]
    }


def _demand(values: dict[str, Any]) -> dict[int, list[DemandSeries]]:
    found: dict[int, list[DemandSeries]] = defaultdict(list)
    rows = _rows(DEMAND, values)
    targets = _targets(values) if rows else {}
    for product_id, metric_id, name, since, until, summary, days, numbers in rows:
        found[product_id].append(
            DemandSeries(
                name=name,
                tracked=Period(since, until),
                is_sum=summary == Summary.SUM,
                days=tuple(days),
                sums=running_sums(numbers),
                targets=tuple(targets.get(metric_id, ())),
            )
        )
    return found


def _targets(values: dict[str, Any]) -> dict[int, list[tuple[Period, Target]]]:
    found: dict[int, list[tuple[Period, Target]]] = defaultdict(list)
    for metric_id, since, until, direction, *numbers in _rows(LINES, values):
        found[metric_id].append((Period(since, until), Target(Direction(direction), *numbers)))
    return found


def _rows(statement: str, values: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
