"""Quarter roll-ups: one statement for any number of metrics."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection, transaction

from metrics.models import Metric
from people.queries import organisation

# The first day of the fiscal quarter a measurement falls in. Quarter borders depend only on the
# first month's place within its calendar quarter, hence the shift of 0 to 2 months.
QUARTER_START = """
    (date_trunc('quarter', n.measured_on - make_interval(months => %(shift)s))
     + make_interval(months => %(shift)s))::date
"""

# The summaries are those of metrics.calculations; a test compares the two on random data.
REFRESH = f"""
WITH summed AS (
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
           (array_agg(n.value ORDER BY n.measured_on DESC))[1] AS last_value
      FROM metrics_measurement n JOIN metrics_metric m ON m.id = n.metric_id
     WHERE n.metric_id = ANY(%(metrics)s) AND n.superseded_at IS NULL
       AND n.measured_on >= %(first)s AND n.measured_on < %(after)s
     GROUP BY n.metric_id, 2, m.summary, m.unit
), gone AS (
    DELETE FROM metrics_metricquarter q
     WHERE q.metric_id = ANY(%(metrics)s)
       AND q.quarter_start >= %(first)s AND q.quarter_start < %(after)s
       AND NOT EXISTS (SELECT 1 FROM summed s WHERE s.metric_id = q.metric_id
                          AND s.quarter_start = q.quarter_start)
)
INSERT INTO metrics_metricquarter
       (metric_id, quarter_start, value, count, first_on, last_on, last_value)
SELECT metric_id, quarter_start, round(value, 6), count, first_on, last_on, last_value FROM summed
ON CONFLICT (metric_id, quarter_start) DO UPDATE
   SET value = excluded.value, count = excluded.count, first_on = excluded.first_on,
       last_on = excluded.last_on, last_value = excluded.last_value
"""

BEGINNING, END = date(1, 1, 1), date(9999, 12, 31)


def lock_metrics(metric_ids: Collection[int]) -> None:
    """Take the metrics' row locks in key order, so that two writers of one metric take turns.

    Without it each writer would sum up a quarter without the other's row.
    """
    rows = Metric.objects.filter(pk__in=metric_ids).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk", flat=True))


@transaction.atomic
def refresh_rollups(
    metric_ids: Collection[int], first: date = BEGINNING, after: date = END
) -> None:
    """Rebuild the roll-ups of the metrics for quarters from `first` up to, not including, `after`.

    Both must be quarter borders; left out, all quarters are rebuilt. Summaries as in DOMAIN 7.
    """
    if not metric_ids:
        return
    lock_metrics(metric_ids)
    shift = (organisation().first_month - 1) % 3
    with connection.cursor() as cursor:
        cursor.execute(
            REFRESH,
            {"metrics": list(metric_ids), "shift": shift, "first": first, "after": after},
        )
