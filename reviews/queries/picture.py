"""The picture of the portfolio that moves are tried on, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection

from products.queries import policy_on
from reviews.queries.load import activities_on
from reviews.values import LoadPolicy, ProductActivity
from reviews.values.picture import (
    KeptActivity,
    Picture,
    PictureCluster,
    PicturePerson,
    PictureProduct,
)

PLACES = """
SELECT p.product_id, t.name, t.slug, t.business_domain, p.cluster_id
  FROM products_placement p JOIN products_product t ON t.id = p.product_id
  JOIN products_cluster c ON c.id = p.cluster_id AND (c.closed_on IS NULL OR c.closed_on > %(day)s)
 WHERE p.period @> %(day)s::date
"""
CLUSTERS = """
SELECT id, name, slug, rationale_kinds FROM products_cluster
 WHERE closed_on IS NULL OR closed_on > %(day)s
"""
# Those begun by the day: the one that holds it is the owner's, the ended ones tell who was before.
OWNERS = """
SELECT o.cluster_id, o.person_id, o.period @> %(day)s::date
  FROM products_ownership o WHERE lower(o.period) <= %(day)s
"""
PERSONS = """
SELECT id, name, slug FROM people_person
 WHERE left_on IS NULL OR left_on > %(day)s
"""
# By the rule of `reviews.queries.kept_activity`: no mark, and judged by the policy of the day.
KEPT = """
SELECT a.product_id, t.name, a.is_active, a.counts, a.is_strained
  FROM reviews_productactivityday a JOIN products_product t ON t.id = a.product_id
 WHERE a.day = %(day)s AND a.policy_id = %(policy)s
   AND NOT EXISTS (SELECT 1 FROM reviews_activitymark m WHERE m.product_id = a.product_id)
"""
PERSONAS = "SELECT product_id, persona_id FROM products_productuser"
NEEDS = "SELECT product_id, needs_id FROM products_dependency"


def picture_on(day: date, *, with_ties: bool = False) -> Picture:
    """Everything as of the end of `day`; `with_ties` reads personas and dependencies as well.

    Whoever has left is accountable for nothing, as load counts it: their clusters are orphans.
    """
    places = _rows(PLACES, day)
    version = policy_on(day)
    judged = _judged(day, version.pk, {row[0] for row in places})
    persons = {pk: PicturePerson(pk, name, slug) for pk, name, slug in _rows(PERSONS, day)}
    owner, former = _owners(day, persons)
    personas = _sets(PERSONAS, day) if with_ties else {}
    needs = _sets(NEEDS, day) if with_ties else {}
    nothing: frozenset[int] = frozenset()
    return Picture(
        products={
            pk: PictureProduct(
                pk,
                name,
                slug,
                judged[pk],
                domain,
                personas.get(pk, nothing),
                needs.get(pk, nothing),
            )
            for pk, name, slug, domain, _ in places
        },
        clusters=_clusters(day),
        persons=persons,
        home={row[0]: row[4] for row in places},
        owner=owner,
        policy=LoadPolicy.from_thresholds(version.thresholds),
        former=former,
    )


def _judged(day: date, policy: int, product_ids: Collection[int]) -> dict[int, ProductActivity]:
    """What was kept where it still holds, worked out from the dated rows where not."""
    found: dict[int, ProductActivity] = {
        pk: KeptActivity(pk, name, None, active, active, counts, kept_strain=strain)
        for pk, name, active, counts, strain in _rows(KEPT, day, policy=policy)
    }
    rest = {pk for pk in product_ids if pk not in found}
    return found | activities_on(day, rest)


def _clusters(day: date) -> dict[int, PictureCluster]:
    return {
        pk: PictureCluster(pk, name, slug, tuple(kinds))
        for pk, name, slug, kinds in _rows(CLUSTERS, day)
    }


def _owners(
    day: date, persons: Collection[int]
) -> tuple[dict[int, int], dict[int, frozenset[int]]]:
    """Who is accountable for each cluster, and who was before."""
    owner: dict[int, int] = {}
    former: dict[int, set[int]] = defaultdict(set)
    for cluster_id, person_id, is_current in _rows(OWNERS, day):
        if person_id not in persons:
            continue
        if is_current:
            owner[cluster_id] = person_id
        else:
            former[cluster_id].add(person_id)
    return owner, {key: frozenset(found) for key, found in former.items()}


def _sets(statement: str, day: date) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, other in _rows(statement, day):
        found[key].add(other)
    return {key: frozenset(others) for key, others in found.items()}


def _rows(statement: str, day: date, **more: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"day": day, **more})
        return list(cursor.fetchall())
