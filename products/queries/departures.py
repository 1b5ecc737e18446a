"""What happens to clusters when somebody leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from people.models import Person
from products.models import Cluster, Ownership
from products.queries.owners import clusters_in_use


@dataclass(frozen=True)
class Departure:
    """The clusters that would have no accountable owner, by name."""

    person: Person
    orphans: list[Cluster]


def departure_of(person: Person, day: date) -> Departure:
    """The clusters in use that the person answers for on `day` or is to take over."""
    lasting = Q(period__endswith=None) | Q(period__endswith__gt=day)
    rows = Ownership.objects.filter(lasting, person=person, cluster_id__in=clusters_in_use(day))
    clusters = Cluster.objects.filter(pk__in=rows.values("cluster_id")).order_by("name")
    return Departure(person, list(clusters))
