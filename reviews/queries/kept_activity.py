"""Loads of many people in one statement, from what was kept about the activity of products.

A kept row holds only while its product has no mark and the policy of the day is still the one it
was judged by. People of whose products one has no such row are worked out from the dated rows, so
the answer is the same with nothing kept at all, only dearer.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection

from people.models import Person
from products.models import PolicyVersion
from reviews.calculations.load import level_by
from reviews.queries.load import loads_on
from reviews.values import Load, LoadCount, LoadPolicy

HELD = """
WITH held AS (
    SELECT o.person_id, o.cluster_id, a.counts, a.is_active AND a.counts AS is_active,
           a.is_active AND a.is_strained AS is_strained,
           a.id IS NULL OR k.product_id IS NOT NULL AS is_open
      FROM products_ownership o
      JOIN products_placement p ON p.cluster_id = o.cluster_id AND p.period @> %(day)s::date
      LEFT JOIN reviews_productactivityday a
        ON a.product_id = p.product_id AND a.day = %(day)s AND a.policy_id = %(policy)s
      LEFT JOIN (SELECT DISTINCT product_id FROM reviews_activitymark) AS k
        ON k.product_id = p.product_id
     WHERE o.period @> %(day)s::date
       AND (%(persons)s::bigint[] IS NULL OR o.person_id = ANY(%(persons)s::bigint[]))
), clusters AS (
    SELECT person_id, count(*) FILTER (WHERE is_active) AS active, bool_or(counts) AS counts,
           bool_or(is_strained) AS is_strained, bool_or(is_open) AS is_open
      FROM held GROUP BY person_id, cluster_id
)
SELECT h.id, h.name, h.slug, sum(c.active)::int,
       (count(*) FILTER (WHERE c.counts AND c.active = 0))::int,
       coalesce(bool_or(c.is_strained), false), bool_or(c.is_open)
  FROM clusters c JOIN people_person h ON h.id = c.person_id
 WHERE h.left_on IS NULL OR h.left_on > %(day)s
 GROUP BY h.id
"""


def load_counts_on(
    day: date, version: PolicyVersion, person_ids: Collection[int] | None = None
) -> dict[int, LoadCount]:
    """The load at the end of `day` of every owner, or of each of the persons, in numbers.

    `version` is the policy in force then. One statement where everything is kept; a named person
    who owns nothing has a load of nothing, as with `loads_on`.
    """
    policy = LoadPolicy.from_thresholds(version.thresholds)
    persons = None if person_ids is None else list(person_ids)
    rows = _rows({"day": day, "policy": version.pk, "persons": persons})
    names = {pk: (name, slug) for pk, name, slug, *_ in rows}
    found = {row[0]: _count(row, policy) for row in rows if not row[-1]}
    left = [row[0] for row in rows if row[-1]]
    if person_ids is not None:
        left += [pk for pk in person_ids if pk not in names]
        names |= _names([pk for pk in person_ids if pk not in names])
    if left:
        loads = loads_on(day, left)
        found |= {pk: _counted(pk, *names[pk], load) for pk, load in loads.items() if pk in names}
    return found


def _rows(values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(HELD, values)
        return list(cursor.fetchall())


def _count(row: tuple[Any, ...], policy: LoadPolicy) -> LoadCount:
    pk, name, slug, active, stable, is_strained, _ = row
    return LoadCount(pk, name, slug, active, stable, level_by(active, stable, is_strained, policy))


def _counted(pk: int, name: str, slug: str, load: Load) -> LoadCount:
    return LoadCount(pk, name, slug, load.active, load.stable, load.level)


def _names(person_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    if not person_ids:
        return {}
    rows = Person.objects.filter(pk__in=person_ids).values_list("pk", "name", "slug")
    return {pk: (name, slug) for pk, name, slug in rows}
