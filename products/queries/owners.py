"""Who answers for a cluster on a day, or will."""

from __future__ import annotations

from datetime import date

from people.models import Person
from products.models import Cluster, Ownership, Placement
from products.models.stage import StagePeriod
from products.values import Stage


def current_owner(cluster: Cluster, day: date) -> Person | None:
    """Who is accountable at the end of `day`; nobody when that person has left."""
    row = Ownership.objects.on(day).filter(cluster=cluster).select_related("person").first()
    if row is None or (row.person.left_on is not None and row.person.left_on <= day):
        return None
    return row.person


def planned_ownership(cluster: Cluster, day: date) -> Ownership | None:
    """The agreed ownership that begins after `day`, when there is one."""
    rows = Ownership.objects.filter(cluster=cluster, period__startswith__gt=day)
    return rows.select_related("person").order_by("period").first()


def clusters_in_use(day: date) -> set[int]:
    """Clusters that hold a product which is not retired at the end of `day`."""
    retired = StagePeriod.objects.on(day).filter(stage=Stage.RETIRED).values("product_id")
    placed = Placement.objects.on(day).exclude(product_id__in=retired)
    return set(placed.values_list("cluster_id", flat=True))
