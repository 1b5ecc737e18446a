"""Since when people have been beyond the ceiling, told by the data and not by when a job ran."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from portfolio.kernel.quarters import Quarter
from reviews.calculations.consecutive import beyond_since, turning_points
from reviews.queries.load import loads_of
from reviews.queries.load_facts import SUPPORT
from reviews.values import DatedLevel, LoadPolicy

QUARTERS_BACK = 12

# Every day within (first, last] on which something that bears on a person's load begins or ends:
# what they own, where products are, stages, changes, overrides, events and tickets coming into a
# trailing window and leaving it, and the policy itself.
TURNS = """
WITH held AS (
    SELECT o.person_id, p.product_id, o.period AS owned, p.period AS placed
      FROM products_ownership o
      JOIN products_placement p ON p.cluster_id = o.cluster_id AND p.period && o.period
     WHERE o.person_id = ANY(%(persons)s)
       AND o.period && daterange(%(first)s, %(last)s, '[]')
), products AS (SELECT DISTINCT person_id, product_id FROM held),
turns(person_id, day) AS (
    SELECT person_id, unnest(ARRAY[lower(owned), upper(owned), lower(placed), upper(placed)])
      FROM held
    UNION SELECT h.person_id, unnest(ARRAY[lower(s.period), upper(s.period)])
      FROM products h JOIN products_stageperiod s USING (product_id)
    UNION SELECT h.person_id, unnest(ARRAY[c.started_on, c.ended_on])
      FROM products h JOIN products_change c USING (product_id)
    UNION SELECT h.person_id, unnest(ARRAY[lower(v.period), upper(v.period)])
      FROM products h JOIN products_activityoverride v USING (product_id)
    UNION SELECT h.person_id, unnest(ARRAY[x.day, x.day + %(window)s])
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
    UNION SELECT w.id, p.effective_from
      FROM unnest(%(persons)s::bigint[]) AS w(id) CROSS JOIN products_policyversion p
)
SELECT person_id, day FROM turns WHERE day > %(first)s AND day <= %(last)s
"""


def since_when(
    person_ids: Collection[int], day: date, policy: LoadPolicy, first_month: int
) -> dict[int, date]:
    """The first day of the stretch beyond the ceiling that `day` lies in, for each of the persons.

    They must be beyond it on `day`. Looks back quarter by quarter, each with a fixed number of
    queries, and no further than three years: then that day is given.
    """
    found: dict[int, date] = {}
    open_since = dict.fromkeys(person_ids, day)
    quarter, last = Quarter.of(day, first_month), day
    for _ in range(QUARTERS_BACK):
        if not open_since:
            break
        first = quarter.start - timedelta(days=1)  # the end of the quarter before
        began = _within(list(open_since), first, last, policy)
        for person, since in began.items():
            if since > first:
                found[person] = since
                del open_since[person]
            else:
                open_since[person] = first
        quarter, last = quarter.previous(), first
    return found | open_since


def _within(person_ids: list[int], first: date, last: date, policy: LoadPolicy) -> dict[int, date]:
    """Since when from `first` to `last` each has been beyond without a break up to `last`."""
    turns: dict[int, set[date]] = defaultdict(set)
    for person, day in _turns(person_ids, first, last, policy):
        turns[person].add(day)
    days = {person: turning_points(turns[person], first, last) for person in person_ids}
    loads = loads_of([(person, day) for person in person_ids for day in days[person]])
    return {
        person: beyond_since(
            [DatedLevel(day, loads[person, day].level) for day in days[person]], last
        )
        or last
        for person in person_ids
    }


def _turns(
    person_ids: list[int], first: date, last: date, policy: LoadPolicy
) -> list[tuple[int, date]]:
    values: dict[str, Any] = {
        "persons": person_ids,
        "first": first,
        "last": last,
        "window": policy.trailing_days,
        "windows": policy.demand_windows + 1,
        "zone": timezone.get_current_timezone_name(),
        "support": SUPPORT,
    }
    with connection.cursor() as cursor:
        cursor.execute(TURNS, values)
        return [(person, day) for person, day in cursor.fetchall()]
