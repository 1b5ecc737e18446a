"""What ownership load is computed from, for any persons on any days, in a fixed number of queries.

Everything is read as of the END of each day: a period counts that holds the day, an event whose
local date is not after it. The windows behind a day are `window` days long and include it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from metrics.values import Direction, Target
from portfolio.kernel.periods import Period
from products.values import ChangeKind, Stage, TreatAs
from reviews.calculations.planned import is_out
from reviews.values import ChangeFact, Demand, LoadPolicy, Override, ProductFacts

ProductDay = tuple[int, date]

SUPPORT = "support-tickets"

ASKED = "unnest(%(products)s::bigint[], %(days)s::date[]) AS w(product_id, day)"

STAGES = f"""
SELECT w.product_id, w.day, p.name, s.stage, lower(s.period)
  FROM {ASKED} JOIN products_product p ON p.id = w.product_id
  LEFT JOIN products_stageperiod s ON s.product_id = w.product_id AND s.period @> w.day
"""

CHANGES = """
SELECT product_id, kind, title, started_on, ended_on
  FROM products_change WHERE product_id = ANY(%(products)s) ORDER BY started_on, title, id
"""

OVERRIDES = """
SELECT o.product_id, o.treat_as, o.reason, lower(o.period), upper(o.period), coalesce(p.name, '')
  FROM products_activityoverride o LEFT JOIN people_person p ON p.id = o.decided_by_id
 WHERE o.product_id = ANY(%(products)s) ORDER BY o.period
"""

# An item resumed after waiting was not started again. Fewer than the policy asks for are not told:
# nothing follows from them, and naming them is what costs.
MOVED = f"""
WITH many AS (
    SELECT w.product_id, w.day, array_agg(DISTINCT e.item_id) AS items
      FROM {ASKED}
      JOIN backlogs_stateevent e ON e.product_id = w.product_id
       AND e.at >= (w.day - %(window)s + 1)::timestamp AT TIME ZONE %(zone)s
       AND e.at < (w.day + 1)::timestamp AT TIME ZONE %(zone)s
       AND (e.to_state = 'shipped' OR (e.to_state = 'in_progress' AND e.from_state <> 'waiting'))
     GROUP BY w.product_id, w.day HAVING count(DISTINCT e.item_id) >= %(threshold)s
)
SELECT m.product_id, m.day, array_agg(p.key || '-' || i.number)
  FROM many m CROSS JOIN unnest(m.items) AS t(item_id)
  JOIN backlogs_item i ON i.id = t.item_id JOIN products_product p ON p.id = i.product_id
 GROUP BY m.product_id, m.day
"""

# Window 0 ends with the day, window 1 ends where window 0 begins, and so on.
DEMAND = f"""
SELECT w.product_id, w.day, m.id, m.name, (w.day - n.measured_on) / %(window)s,
       trim_scale(CASE m.summary WHEN 'sum' THEN sum(n.value) ELSE round(avg(n.value), 6) END)
  FROM {ASKED}
  JOIN metrics_metric m ON m.product_id = w.product_id AND m.started_on <= w.day
   AND (m.retired_on IS NULL OR m.retired_on > w.day)
  JOIN metrics_metricdefinition f ON f.id = m.definition_id AND f.slug = %(support)s
  JOIN metrics_measurement n ON n.metric_id = m.id AND n.superseded_at IS NULL
   AND n.measured_on <= w.day AND n.measured_on > w.day - %(window)s * %(windows)s
   AND n.measured_on BETWEEN %(first)s AND %(last)s
 GROUP BY 1, 2, 3, 4, 5, m.summary
"""

LINES = """
SELECT t.metric_id, lower(t.period), upper(t.period), m.direction, trim_scale(t.target),
       trim_scale(t.warning), trim_scale(t.floor), trim_scale(t.target_upper),
       trim_scale(t.warning_upper), trim_scale(t.floor_upper)
  FROM metrics_metrictarget t JOIN metrics_metric m ON m.id = t.metric_id
  JOIN metrics_metricdefinition f ON f.id = m.definition_id AND f.slug = %(support)s
 WHERE m.product_id = ANY(%(products)s)
"""


def product_facts(
    wanted: Collection[ProductDay], policy: LoadPolicy
) -> dict[ProductDay, ProductFacts]:
    """The facts about each product on each day, in six statements."""
    if not wanted:
        return {}
    values = _values(wanted, policy)
    changes, overrides = _changes(values), _overrides(values)
    moved, demand = _moved(values), _demand(values)
    return {
        (product_id, day): ProductFacts(
            product_id=product_id,
            name=name,
            stage=Stage(stage) if stage else None,
            stage_since=since,
            items_moved=len(moved.get((product_id, day), ())),
            item_keys=tuple(sorted(moved.get((product_id, day), ()))),
            changes=tuple(changes[product_id]),
            migration_finished=is_out(changes[product_id], day),
            demand=tuple(demand[product_id, day]),
            overrides=tuple(overrides[product_id]),
        )
        for product_id, day, name, stage, since in _rows(STAGES, values)
    }


def _values(wanted: Collection[ProductDay], policy: LoadPolicy) -> dict[str, Any]:
    products, days = zip(*wanted, strict=True)
    windows = policy.demand_windows + 1
    reach = policy.trailing_days * windows
    return {
        "products": list(products),
        "days": list(days),
        "first": date.fromordinal(max(1, min(days).toordinal() - reach)),
        "last": max(days),
        "threshold": policy.items_threshold,
        "window": policy.trailing_days,
        "windows": windows,
        "zone": timezone.get_current_timezone_name(),
        "support": SUPPORT,
    }


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _changes(values: dict[str, Any]) -> dict[int, list[ChangeFact]]:
    found: dict[int, list[ChangeFact]] = defaultdict(list)
    for product_id, kind, title, started_on, ended_on in _rows(CHANGES, values):
        found[product_id].append(ChangeFact(ChangeKind(kind), title, started_on, ended_on))
    return found


def _overrides(values: dict[str, Any]) -> dict[int, list[Override]]:
    found: dict[int, list[Override]] = defaultdict(list)
    for product_id, treat_as, reason, since, until, by in _rows(OVERRIDES, values):
        found[product_id].append(Override(TreatAs(treat_as), reason, Period(since, until), by))
    return found


def _moved(values: dict[str, Any]) -> dict[ProductDay, list[str]]:
    return {(product_id, day): keys for product_id, day, keys in _rows(MOVED, values)}


def _demand(values: dict[str, Any]) -> dict[ProductDay, list[Demand]]:
    lines = _lines(values)
    windows: dict[tuple[int, date, int, str], dict[int, Any]] = defaultdict(dict)
    for product_id, day, metric_id, name, behind, total in _rows(DEMAND, values):
        windows[product_id, day, metric_id, name][behind] = total
    found: dict[ProductDay, list[Demand]] = defaultdict(list)
    for (product_id, day, metric_id, name), sums in sorted(windows.items()):
        earlier = tuple(sums.get(behind) for behind in range(1, values["windows"]))
        target = next((t for period, t in lines[metric_id] if period.holds(day)), None)
        found[product_id, day].append(Demand(name, sums.get(0), earlier, target))
    return found


def _lines(values: dict[str, Any]) -> dict[int, list[tuple[Period, Target]]]:
    """Metric → its targets with the periods in which they are in force."""
    found: dict[int, list[tuple[Period, Target]]] = defaultdict(list)
    for metric_id, since, until, direction, *numbers in _rows(LINES, values):
        target = Target(Direction(direction), *numbers)
        found[metric_id].append((Period(since, until), target))
    return found
