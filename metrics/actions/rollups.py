"""Quarter roll-ups: one statement for any number of metrics."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db import connection, transaction

from people.queries import organisation
from portfolio.kernel.quarters import Quarter

# The first day of the fiscal quarter a measurement falls in. Quarter borders depend only on the
# first month's place within its calendar quarter, hence the shift of 0 to 2 months.
QUARTER_START = """
    (date_trunc('quarter', n.measured_on - make_interval(months => %(shift)s))
     + make_interval(months => %(shift)s))::date
"""

# The summaries are those of metrics.calculations; a test compares the two on random data.
REFRESH = f"""
WITH asked AS MATERIALIZED (
    -- A quarter whose numbers were forgotten keeps what it summed up to.
    SELECT u.metric_id, greatest(u.first, k.forgotten_before) AS first, u.after
      FROM unnest(%(metrics)s::bigint[], %(firsts)s::date[], %(afters)s::date[])
           AS u (metric_id, first, after)
      JOIN metrics_metric k ON k.id = u.metric_id
), summed AS (
    SELECT n.metric_id, {QUARTER_START} AS quarter_start,
           CASE m.summary
               WHEN 'sum' THEN sum(n.value)
               WHEN 'last' THEN (array_agg(n.value ORDER BY n.measured_on DESC))[1]
               WHEN 'median' THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY n.value)::numeric
               WHEN 'p95' THEN percentile_cont(0.95) WITHIN GROUP (ORDER BY n.value)::numeric
               WHEN 'ratio' THEN CASE WHEN count(n.denominator) = count(*)
                   THEN (CASE m.unit WHEN '%%' THEN 100 ELSE 1 END)
                        * sum(n.numerator) / sum(n.denominator)
                   ELSE avg(n.value) END
               ELSE avg(n.value)
           END AS value,
           count(*) AS count, min(n.measured_on) AS first_on, max(n.measured_on) AS last_on,
           (array_agg(n.value ORDER BY n.measured_on DESC))[1] AS last_value,
           m.summary <> 'ratio' OR count(n.denominator) = count(*) AS is_exact
      FROM asked a JOIN metrics_metric m ON m.id = a.metric_id
      JOIN metrics_measurement n ON n.metric_id = a.metric_id
       AND n.measured_on >= a.first AND n.measured_on < a.after
     WHERE n.superseded_at IS NULL
       AND n.measured_on >= %(first)s AND n.measured_on < %(after)s
     GROUP BY n.metric_id, 2, m.summary, m.unit
), gone AS (
    DELETE FROM metrics_metricquarter q USING asked a
     WHERE q.metric_id = a.metric_id
       AND q.quarter_start >= a.first AND q.quarter_start < a.after
       AND NOT EXISTS (SELECT 1 FROM summed s WHERE s.metric_id = q.metric_id
                          AND s.quarter_start = q.quarter_start)
)
INSERT INTO metrics_metricquarter AS q
       (metric_id, quarter_start, value, count, first_on, last_on, last_value, is_exact)
SELECT metric_id, quarter_start, round(value, 6), count, first_on, last_on, last_value, is_exact
  FROM summed
ON CONFLICT (metric_id, quarter_start) DO UPDATE
   SET value = excluded.value, count = excluded.count, first_on = excluded.first_on,
       last_on = excluded.last_on, last_value = excluded.last_value, is_exact = excluded.is_exact
 WHERE (q.value, q.count, q.first_on, q.last_on, q.last_value, q.is_exact) IS DISTINCT FROM
       (excluded.value, excluded.count, excluded.first_on, excluded.last_on, excluded.last_value,
        excluded.is_exact)
"""

BEGINNING, END = date(1, 1, 1), date(9999, 12, 31)

HOLD = """
WITH held AS MATERIALIZED (
    SELECT p.id FROM products_product p
     WHERE p.id IN (SELECT product_id FROM metrics_metric WHERE id = ANY(%(metrics)s))
     ORDER BY p.id FOR NO KEY UPDATE
)
SELECT m.id FROM metrics_metric m
 WHERE m.id = ANY(%(metrics)s) AND (SELECT count(*) FROM held) >= 0
 ORDER BY m.id FOR NO KEY UPDATE
"""


def lock_metrics(metric_ids: Collection[int]) -> None:
    """Hold the products of the metrics, then the metrics, each in the order of their keys.

    Two writers of one metric take turns, or each would sum up a quarter without the other's row.
    Products come first everywhere (an import holds them first, and scores hold them at the end),
    so nobody waits in a circle.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD, {"metrics": sorted(metric_ids)})


@transaction.atomic
def refresh_rollups(
    metric_ids: Collection[int], first: date = BEGINNING, after: date = END
) -> None:
    """Rebuild the roll-ups of the metrics for quarters from `first` up to, not including, `after`.

    Both must be quarter borders; left out, all quarters are rebuilt. Summaries as in DOMAIN 7.
    Quarters whose numbers were forgotten (`metrics.actions.retention`) stay as they are.
    """
    _refresh([(key, first, after) for key in metric_ids])


@transaction.atomic
def refresh_quarters(touched: Collection[tuple[int, Quarter]]) -> None:
    """Rebuild the roll-ups of these metrics and quarters, and no other."""
    _refresh([(key, quarter.start, quarter.end) for key, quarter in touched])


def _refresh(asked: Sequence[tuple[int, date, date]]) -> None:
    if not asked:
        return
    metrics, firsts, afters = (list(column) for column in zip(*asked, strict=True))
    lock_metrics(set(metrics))
    values = {
        "metrics": metrics,
        "firsts": firsts,
        "afters": afters,
        "first": min(firsts),
        "after": max(afters),
        "shift": (organisation().first_month - 1) % 3,
    }
    with connection.cursor() as cursor:
        cursor.execute(REFRESH, values)
