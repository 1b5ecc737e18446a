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
WITH products AS (
    SELECT * FROM unnest(%(persons)s::bigint[], %(products)s::bigint[]) AS p(person_id, product_id)
), events AS (
    SELECT e.product_id, (e.at AT TIME ZONE %(zone)s)::date AS day
      FROM backlogs_stateevent e
     WHERE (e.to_state = 'shipped' OR (e.to_state = 'in_progress' AND e.from_state <> 'waiting'))
       AND e.product_id IN (SELECT product_id FROM products)
       AND e.at >= (%(first)s::date - %(window)s - 1) AND e.at < (%(last)s::date + 2)
), busy AS (
    SELECT product_id FROM events GROUP BY product_id HAVING count(*) >= %(items)s
), metrics AS (
    SELECT p.person_id, m.id FROM products p JOIN metrics_metric m USING (product_id)
      JOIN metrics_metricdefinition f ON f.id = m.definition_id AND f.slug = %(support)s
), turns(person_id, day) AS (
    SELECT p.person_id, unnest(ARRAY[e.day, e.day + %(window)s])
      FROM products p JOIN busy USING (product_id) JOIN events e USING (product_id)
    UNION SELECT m.person_id, n.measured_on + %(window)s * k
      FROM metrics m
      JOIN metrics_measurement n ON n.metric_id = m.id AND n.superseded_at IS NULL
       AND n.measured_on BETWEEN %(first)s::date - %(window)s * (%(windows)s + 1) AND %(last)s
      CROSS JOIN generate_series(0, %(windows)s) AS k
    UNION SELECT m.person_id, unnest(ARRAY[lower(t.period), upper(t.period)])
      FROM metrics m JOIN metrics_metrictarget t ON t.metric_id = m.id
)
SELECT person_id, day FROM turns WHERE day > %(first)s AND day <= %(last)s
"""


def turns_within(
    held: Collection[tuple[int, int]], first: date, last: date, policy: LoadPolicy
) -> dict[int, set[date]]:
    """Those days of each person after `first` and up to `last`, in one statement.

    `held` are (person, product): only products that events or tickets decide about need be named.
    Too few items in reach never make a product active, so theirs are no turns.
    """
    found: dict[int, set[date]] = defaultdict(set)
    if not held:
        return found
    persons, products = zip(*held, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            TURNS,
            {
                "persons": list(persons),
                "products": list(products),
                "first": first,
                "last": last,
                "items": policy.items_threshold,
                "window": policy.trailing_days,
                "windows": policy.demand_windows + 1,
                "zone": timezone.get_current_timezone_name(),
                "support": SUPPORT,
            },
        )
        for person, day in cursor.fetchall():
            found[person].add(day)
    return found
