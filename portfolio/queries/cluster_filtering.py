"""Which clusters a list or a figure is about: conditions over the same rows as for products."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.queries.filtering import LONGEST, NOBODY
from portfolio.queries.standing import Rows, standing
from portfolio.values import LIVING
from products.permissions import belonging
from reviews.models import Packet
from reviews.permissions import clusters_in_sight, limited_to

PACKETS: Final = ("built", "missing")


@dataclass(frozen=True)
class ClusterFilter:
    """The filters of the clusters list; an empty one does not filter."""

    q: str = ""
    owner: str = ""
    packet: str = ""
    mine: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> ClusterFilter:
        """From the query of an address. Raises `NotFound` for a word no filter has."""
        texts = {name: given.get(name, "").strip()[:LONGEST] for name in CLUSTER_FILTERS}
        if texts["packet"] not in ("", *PACKETS) or texts["mine"] not in ("", "1"):
            raise NotFound("There is no such filter of clusters.", code="unknown_filter")
        return cls(**texts)

    def having(self, **changes: str) -> ClusterFilter:
        """The same with some filters set, or dropped when empty."""
        return replace(self, **changes)

    @property
    def given(self) -> dict[str, str]:
        """The filters that hold, in their order."""
        return {name: text for name in CLUSTER_FILTERS if (text := getattr(self, name))}

    def url(self, moment: Moment) -> str:
        """The clusters list under this filter, at the moment."""
        query = self.given | ({"at": moment.quarter.slug} if moment.is_past else {})
        path = reverse("portfolio:cluster-list")
        return f"{path}?{urlencode(query)}" if query else path


CLUSTER_FILTERS: Final = tuple(field.name for field in fields(ClusterFilter))


def cluster_conditions(wanted: ClusterFilter, moment: Moment, person: Person) -> dict[str, Q]:
    """One condition per filter that holds, over the rows of `standing`.

    Who reads only some packets is shown, of those filtered by packet, only these clusters.
    """
    found = {"stage": Q(stage__in=LIVING)}
    if wanted.q:
        found["q"] = Q(cluster__name__icontains=wanted.q) | Q(cluster__summary__icontains=wanted.q)
    if wanted.owner:
        nobody = wanted.owner == NOBODY
        found["owner"] = Q(owner_id__isnull=True) if nobody else Q(owner_slug=wanted.owner)
    if wanted.packet:
        built = has_packet(moment)
        in_sight = Q(**limited_to(clusters_in_sight(person), "cluster_id"))
        found["packet"] = in_sight & (built if wanted.packet == "built" else ~built)
    if wanted.mine:
        found["mine"] = Q(cluster_id__in=belonging(person).all)
    return found


def rows_of_clusters(wanted: ClusterFilter, moment: Moment, person: Person) -> Rows:
    """The living products of the clusters a filter means."""
    return standing(moment).filter(*cluster_conditions(wanted, moment, person).values())


def has_packet(moment: Moment) -> Q:
    """Whether the cluster has a packet of the last quarter that was over at the moment."""
    packets = Packet.objects.filter(
        cluster_id=OuterRef("cluster_id"), quarter_start=last_over(moment).start
    )
    return Q(Exists(packets))


def last_over(moment: Moment) -> Quarter:
    """The newest quarter that is over: the one looked back at, else the one before today's."""
    return moment.quarter if moment.is_past else moment.quarter.previous()
