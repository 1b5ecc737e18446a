"""How far a change reaches: whose warnings it may open, change or resolve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from products.models import Cluster, Ownership, Placement
from reviews.models import WarningDue

MOST = 300
"""Beyond so many clusters, looking at everything is as quick."""

PART = 150
"""So many clusters are looked at in a few seconds, far below a task's time limit."""


@dataclass(frozen=True)
class Reach:
    """The clusters and people an evaluation is limited to."""

    cluster_ids: frozenset[int]
    person_ids: frozenset[int]


def reach_of(rows: Sequence[WarningDue]) -> Reach | None:
    """Every cluster the changed things were ever in, and everybody who ever owned one of them.

    None: the whole portfolio. Ever, because a hand-over or a move concerns the former side too.
    """
    if any(not (row.product_id or row.cluster_id or row.person_id) for row in rows):
        return None
    people = {row.person_id for row in rows if row.person_id}
    clusters = {row.cluster_id for row in rows if row.cluster_id}
    products = [row.product_id for row in rows if row.product_id]
    placed = Placement.objects.filter(product_id__in=products)
    clusters |= set(placed.values_list("cluster_id", flat=True))
    held = Ownership.objects.filter(person_id__in=people)
    clusters |= set(held.values_list("cluster_id", flat=True))
    if len(clusters) > MOST:
        return None
    owners = Ownership.objects.filter(cluster_id__in=clusters)
    people |= set(owners.values_list("person_id", flat=True))
    return Reach(frozenset(clusters), frozenset(people))


def parts(size: int = PART) -> list[Reach]:
    """The whole portfolio in parts of at most `size` clusters, with everybody who ever owned one.

    Every cluster and every such person is in exactly one part, not always in the same one.
    """
    clusters = list(Cluster.objects.order_by("pk").values_list("pk", flat=True))
    owners = Ownership.objects.order_by("person_id").values_list("person_id", flat=True)
    people, number = list(owners.distinct()), -(-len(clusters) // size)
    return [
        Reach(frozenset(clusters[place::number]), frozenset(people[place::number]))
        for place in range(number)
    ]
