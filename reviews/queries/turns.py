"""Days on which events, tickets and targets may change somebody's load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db import connection
from django.utils import timezone

from reviews.queries.load_facts import SUPPORT
from reviews.values import LoadPolicy

# Every day within (first, last] on which something that is counted begins or ends to count:
# events and tickets coming into a trailing window and leaving it, and targets. What dated rows
# about products say is in `reviews.queries.outlines`.
TURNS = """
WITH held AS (
    SELECT o.person_id, p.product_id, o.period AS owned, p.period AS placed
      FROM products_ownership o
      JOIN products_placement p ON p.cluster_id = o.cluster_id AND p.period && o.period
     WHERE o.person_id = ANY(%(persons)s)
       AND o.period && daterange(%(first)s, %(last)s, '[]')
), products AS (SELECT DISTINCT person_id, product_id FROM held),
turns(person_id, day) AS (
    SELECT h.person_id, unnest(ARRAY[x.day, x.day + %(window)s])
      FROM products h JOIN (
        SELECT e.product_id, (e.at AT TIME ZONE %(zone)s)::date AS day
          FROM backlogs_stateevent e WHERE e.to_state IN ('shipped', 'in_progress')
           AND e.product_id IN (SELECT product_id FROM products)
           AND e.at >= (%(first)s::date - %(window)s - 1)
           AND e.at < (%(last)s::date + 2)) x USING (product_id)
    UNION SELECT h.person_id, n.measured_on + %(window)s * k
      FROM products h JOIN metrics_metric m USING (product_id)
      JOIN metrics_metricdefinition f ON f.id = m.definition_id AND f.slug = %(support)s
      JOIN metrics_measurement n ON n.metric_id = m.id AND n.superseded_at IS NULL
       AND n.measured_on BETWEEN %(first)s::date - %(window)s * (%(windows)s + 1) AND %(last)s
      CROSS JOIN generate_series(0, %(windows)s) AS k
    UNION SELECT h.person_id, unnest(ARRAY[lower(t.period), upper(t.period)])
      FROM products h JOIN metrics_metric m USING (product_id)
      JOIN metrics_metricdefinition f ON f.id = m.definition_id AND f.slug = %(support)s
      JOIN metrics_metrictarget t ON t.metric_id = m.id
)
SELECT person_id, day FROM turns WHERE day > %(first)s AND day <= %(last)s
"""


def turns_within(
    person_ids: Collection[int], first: date, last: date, policy: LoadPolicy
) -> dict[int, set[date]]:
    """Those days of each person, after `first` and up to `last`, in one statement."""
    found: dict[int, set[date]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(
            TURNS,
            {
                "persons": list(person_ids),
                "first": first,
                "last": last,
                "window": policy.trailing_days,
                "windows": policy.demand_windows + 1,
                "zone": timezone.get_current_timezone_name(),
                "support": SUPPORT,
            },
        )
        for person, day in cursor.fetchall():
            found[person].add(day)
    return found
