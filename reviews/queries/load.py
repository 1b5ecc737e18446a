"""Ownership load of any persons on any days (DOMAIN 3), in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from portfolio.kernel.quarters import Quarter
from products.queries import policies
from reviews.calculations.activity import activity
from reviews.calculations.load import load
from reviews.queries.load_facts import ProductDay, product_facts
from reviews.values import Holding, Load, LoadLevel, LoadPolicy, ProductActivity

PersonDay = tuple[int, date]

HELD = """
SELECT o.person_id, w.day, o.cluster_id, c.name, p.product_id
  FROM {asked}
  JOIN products_ownership o ON o.period @> w.day {of}
  JOIN people_person h ON h.id = o.person_id AND (h.left_on IS NULL OR h.left_on > w.day)
  JOIN products_cluster c ON c.id = o.cluster_id
  JOIN products_placement p ON p.cluster_id = o.cluster_id AND p.period @> w.day
  JOIN products_product t ON t.id = p.product_id
 ORDER BY w.day, c.name, c.id, t.name, t.id
"""
OF_ALL = HELD.format(asked="unnest(%(days)s::date[]) AS w(day)", of="")
OF_SOME = HELD.format(
    asked="unnest(%(persons)s::bigint[], %(days)s::date[]) AS w(person_id, day)",
    of="AND o.person_id = w.person_id",
)
IN_CLUSTERS = """
SELECT c.id, w.day, c.id, c.name, p.product_id
  FROM unnest(%(days)s::date[]) AS w(day)
  JOIN products_cluster c ON c.id = ANY(%(clusters)s)
  JOIN products_placement p ON p.cluster_id = c.id AND p.period @> w.day
  JOIN products_product t ON t.id = p.product_id
 ORDER BY w.day, c.name, c.id, t.name, t.id
"""


@dataclass(frozen=True)
class Carried:
    """What a person holds on a day and what it amounts to."""

    holdings: tuple[Holding, ...]
    load: Load


def loads_on(day: date, person_ids: Collection[int] | None = None) -> dict[int, Load]:
    """The load at the end of `day` of each of the persons; of every owner when none are named.

    A named person who owns nothing has a load of nothing.
    """
    return {person: carried.load for person, carried in carried_on(day, person_ids).items()}


def carried_on(day: date, person_ids: Collection[int] | None = None) -> dict[int, Carried]:
    """The same with the holdings behind it."""
    if person_ids is None:
        rows = _rows(OF_ALL, {"days": [day]})
        wanted = {(person_id, day) for person_id, *_ in rows}
    else:
        wanted = {(person_id, day) for person_id in person_ids}
        rows = _held(wanted)
    return {person: carried for (person, _), carried in _carried(wanted, rows).items()}


def loads_of(wanted: Collection[PersonDay]) -> dict[PersonDay, Load]:
    """The load of each person at the end of each day."""
    found = _carried(wanted, _held(wanted))
    return {key: carried.load for key, carried in found.items()}


def load_history(person_ids: Collection[int], quarters: Sequence[Quarter]) -> dict[int, list[Load]]:
    """The load of each person at the end of each quarter, in the order of `quarters`."""
    days = [quarter.last_day for quarter in quarters]
    found = loads_of([(person, day) for person in person_ids for day in days])
    return {person: [found[person, day] for day in days] for person in person_ids}


def levels(loads: Iterable[Load]) -> list[LoadLevel]:
    """Only how heavy each is."""
    return [found.level for found in loads]


def holdings_of_clusters(cluster_ids: Collection[int], day: date) -> dict[int, Holding]:
    """Each cluster with the activity of its products, whoever owns it, and if nobody does."""
    rows = _rows(IN_CLUSTERS, {"days": [day], "clusters": list(cluster_ids)})
    found = _holdings(rows)
    return {pk: held[0] for (pk, _), held in found.items()}


def activities_on(day: date, product_ids: Collection[int]) -> dict[int, ProductActivity]:
    """Whether each of the products is active at the end of `day`, and why."""
    judged = activities_of({(product_id, day) for product_id in product_ids})
    return {product_id: found for (product_id, _), found in judged.items()}


def load_policy_on(day: date) -> LoadPolicy:
    """The thresholds of load in force at the end of `day`."""
    return LoadPolicy.from_thresholds(policies([day])[day].thresholds)


def _held(wanted: Collection[PersonDay]) -> list[tuple[Any, ...]]:
    if not wanted:
        return []
    persons, days = zip(*wanted, strict=True)
    return _rows(OF_SOME, {"persons": list(persons), "days": list(days)})


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _carried(
    wanted: Collection[PersonDay], rows: list[tuple[Any, ...]]
) -> dict[PersonDay, Carried]:
    held = _holdings(rows)
    thresholds = _thresholds({day for _, day in wanted})
    return {
        (person, day): Carried(
            tuple(held.get((person, day), ())),
            load(held.get((person, day), ()), thresholds[day]),
        )
        for person, day in wanted
    }


def _thresholds(days: Collection[date]) -> dict[date, LoadPolicy]:
    return {
        day: LoadPolicy.from_thresholds(version.thresholds)
        for day, version in policies(days).items()
    }


def _holdings(rows: list[tuple[Any, ...]]) -> dict[tuple[int, date], list[Holding]]:
    """Holdings by who holds them and day, out of rows of (who, day, cluster, name, product)."""
    judged = activities_of({(product_id, day) for _, day, _, _, product_id in rows})
    grouped: dict[tuple[int, date], dict[tuple[int, str], list[ProductActivity]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for who, day, cluster_id, name, product_id in rows:
        grouped[who, day][cluster_id, name].append(judged[product_id, day])
    return {
        key: [Holding(pk, name, tuple(products)) for (pk, name), products in clusters.items()]
        for key, clusters in grouped.items()
    }


def activities_of(wanted: Collection[ProductDay]) -> dict[ProductDay, ProductActivity]:
    """The activity of each product on each day, by the policy of that day."""
    if not wanted:
        return {}
    thresholds = _thresholds({day for _, day in wanted})
    found: dict[ProductDay, ProductActivity] = {}
    for policy in dict.fromkeys(thresholds.values()):
        of_policy = [key for key in wanted if thresholds[key[1]] == policy]
        for (product_id, day), facts in product_facts(of_policy, policy).items():
            found[product_id, day] = activity(facts, day, policy)
    return found
