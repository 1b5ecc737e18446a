"""What the split signals are computed from, for any clusters, in a fixed number of statements.

A member of a quarter was in the cluster on its first and on its last day and was not retired when
it ended: only who shared the whole quarter is compared. Shipped is what the flow figures call
shipped: an item opened again before the quarter ended does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from portfolio.kernel.numbers import plain
from portfolio.kernel.quarters import Quarter
from products.queries import policies
from reviews.calculations.split import shares
from reviews.queries.load_facts import SUPPORT
from reviews.values.split import ClusterQuarter, MemberQuarter, Signal, SplitPolicy

Key = tuple[int, date]
"""A product and the start of a quarter."""

ASKED = "unnest(%(starts)s::date[], %(ends)s::date[]) AS w(first, after)"

MEMBERS = f"""
SELECT a.cluster_id, w.first, a.product_id
  FROM {ASKED}
  JOIN products_placement a ON a.period @> w.first
  JOIN products_placement b ON b.product_id = a.product_id AND b.cluster_id = a.cluster_id
   AND b.period @> (w.after - 1)
 WHERE (%(clusters)s::bigint[] IS NULL OR a.cluster_id = ANY(%(clusters)s))
   AND NOT EXISTS (SELECT 1 FROM products_stageperiod s WHERE s.product_id = a.product_id
        AND s.stage = 'retired' AND s.period @> (w.after - 1))
 ORDER BY a.product_id
"""

THERE = f"""
SELECT w.first, a.product_id
  FROM {ASKED}
  JOIN products_placement a ON a.product_id = ANY(%(products)s) AND a.period @> w.first
 WHERE NOT EXISTS (SELECT 1 FROM products_stageperiod s WHERE s.product_id = a.product_id
        AND s.stage = 'retired' AND s.period @> (w.after - 1))
"""

SHIPPED = f"""
SELECT e.product_id, w.first, count(*), coalesce(sum(i.effort), 0),
       count(*) FILTER (WHERE i.effort IS NULL)
  FROM {ASKED}
  JOIN backlogs_stateevent e ON e.product_id = ANY(%(products)s) AND e.to_state = 'shipped'
   AND e.at >= w.first::timestamp AT TIME ZONE %(zone)s
   AND e.at < w.after::timestamp AT TIME ZONE %(zone)s
  JOIN backlogs_item i ON i.id = e.item_id
 WHERE NOT EXISTS (SELECT 1 FROM backlogs_stateevent l WHERE l.item_id = e.item_id
        AND (l.at, l.id) > (e.at, e.id) AND l.at < w.after::timestamp AT TIME ZONE %(zone)s)
 GROUP BY e.product_id, w.first
"""

READY = """
SELECT w.product_id, w.first, array_agg(p.key || '-' || i.number ORDER BY i.number)
  FROM unnest(%(products)s::bigint[], %(starts)s::date[]) AS w(product_id, first)
  JOIN backlogs_item i ON i.product_id = w.product_id
  JOIN products_product p ON p.id = i.product_id
  JOIN LATERAL (SELECT e.to_state FROM backlogs_stateevent e WHERE e.item_id = i.id
        AND e.at < w.first::timestamp AT TIME ZONE %(zone)s
      ORDER BY e.at DESC, e.id DESC LIMIT 1) newest ON newest.to_state = 'ready'
 GROUP BY w.product_id, w.first
"""

HOURS = f"""
SELECT h.product_id, w.first, sum(h.hours) FROM {ASKED}
  JOIN products_ownerhours h ON h.product_id = ANY(%(products)s)
   AND h.month >= w.first AND h.month < w.after
 GROUP BY h.product_id, w.first
"""

TICKETS = f"""
SELECT m.product_id, w.first, sum(q.value) FROM {ASKED}
  JOIN metrics_metricquarter q ON q.quarter_start = w.first
  JOIN metrics_metric m ON m.id = q.metric_id AND m.product_id = ANY(%(products)s)
   AND m.summary = 'sum'
  JOIN metrics_metricdefinition f ON f.id = m.definition_id AND f.slug = %(support)s
 GROUP BY m.product_id, w.first
"""


def cluster_quarters(
    cluster_ids: Collection[int] | None, quarters: Sequence[Quarter]
) -> dict[int, list[ClusterQuarter]]:
    """Each cluster in each of `quarters`, in their order; all clusters when none are named.

    Only clusters that had a member in one of them are among the answer.
    """
    if not quarters:
        return {}
    values = _values(cluster_ids, quarters)
    homes: dict[int, dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
    for cluster_id, first, product_id in _rows(MEMBERS, values):
        homes[cluster_id][first].append(product_id)
    values["products"] = sorted(
        {one for days in homes.values() for keys in days.values() for one in keys}
    )
    members = _members(values)
    thresholds = _policies(quarters)
    found = {
        cluster_id: [
            ClusterQuarter(
                one,
                tuple(members.get((pk, one.start), MemberQuarter(pk)) for pk in days[one.start]),
                thresholds[one],
            )
            for one in quarters
        ]
        for cluster_id, days in homes.items()
    }
    return _with_ready(found)


def arranged_quarters(
    homes: Mapping[int, Collection[int]], quarters: Sequence[Quarter]
) -> dict[int, list[ClusterQuarter]]:
    """The same for clusters as a draft has them: as if they had held their products all along.

    `homes` is cluster → products. A product counts in a quarter when it was in any cluster on its
    first day and was not retired when it ended.
    """
    values = _values(homes, quarters)
    values["products"] = sorted({one for keys in homes.values() for one in keys})
    there = {(product_id, first) for first, product_id in _rows(THERE, values)}
    members = _members(values)
    thresholds = _policies(quarters)
    found = {
        key: [
            ClusterQuarter(
                one,
                tuple(
                    members.get((pk, one.start), MemberQuarter(pk))
                    for pk in products
                    if (pk, one.start) in there
                ),
                thresholds[one],
            )
            for one in quarters
        ]
        for key, products in homes.items()
    }
    return _with_ready(found)


def _values(cluster_ids: Collection[int] | None, quarters: Sequence[Quarter]) -> dict[str, Any]:
    return {
        "clusters": None if cluster_ids is None else list(cluster_ids),
        "starts": [one.start for one in quarters],
        "ends": [one.end for one in quarters],
        "zone": timezone.get_current_timezone_name(),
        "support": SUPPORT,
    }


def _rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _policies(quarters: Sequence[Quarter]) -> dict[Quarter, SplitPolicy]:
    found = policies([one.last_day for one in quarters])
    return {one: SplitPolicy.from_thresholds(found[one.last_day].thresholds) for one in quarters}


def _members(values: Mapping[str, Any]) -> dict[Key, MemberQuarter]:
    """What each product did in each quarter; products that did nothing are left out."""
    found: dict[Key, MemberQuarter] = {}
    for product_id, first, items, points, bare in _rows(SHIPPED, values):
        one = MemberQuarter(product_id, items=items, points=points, unestimated=bare)
        found[product_id, first] = one
    for field, statement in (("hours", HOURS), ("tickets", TICKETS)):
        for product_id, first, amount in _rows(statement, values):
            known = found.get((product_id, first), MemberQuarter(product_id))
            exact: Decimal = plain(amount)
            found[product_id, first] = (
                replace(known, hours=exact) if field == "hours" else replace(known, tickets=exact)
            )
    return found


def _with_ready(found: dict[int, list[ClusterQuarter]]) -> dict[int, list[ClusterQuarter]]:
    """With the items that were ready, asked only of idle members beside one that took too much."""
    keys = {
        (one.product_id, told.quarter.start)
        for told in (told for rows in found.values() for told in rows if _is_lopsided(told))
        for one in told.members
        if not one.items
    }
    if not keys:
        return found
    products, starts = zip(*sorted(keys), strict=True)
    zone = timezone.get_current_timezone_name()
    rows = _rows(READY, {"products": list(products), "starts": list(starts), "zone": zone})
    ready = {(product_id, first): tuple(items) for product_id, first, items in rows}
    return {
        cluster_id: [_ready_in(told, ready) for told in quarters]
        for cluster_id, quarters in found.items()
    }


def _is_lopsided(told: ClusterQuarter) -> bool:
    """Whether some member took its limit of what was shipped."""
    work = shares(Signal.CROWDING, told)
    limit = work.limit
    # The exact comparison is the calculation's; a hair less only asks for a few items more.
    return limit is not None and any(
        amount >= work.total * limit * Decimal("0.999") for amount in work.amounts.values()
    )


def _ready_in(told: ClusterQuarter, ready: Mapping[Key, tuple[str, ...]]) -> ClusterQuarter:
    members = tuple(
        replace(one, ready=ready.get((one.product_id, told.quarter.start), one.ready))
        for one in told.members
    )
    return replace(told, members=members)
