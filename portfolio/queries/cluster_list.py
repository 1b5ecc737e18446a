"""The clusters list: who owns what, how well it stands, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.safestring import SafeString

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.charts import stack
from portfolio.kernel.marks import person_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.queries.addresses import at, page, pattern
from portfolio.queries.cluster_filtering import (
    ClusterFilter,
    has_packet,
    last_over,
    rows_of_clusters,
)
from portfolio.queries.cluster_headline import scores_of_clusters
from portfolio.queries.filtering import NOBODY, ProductFilter, query_of
from portfolio.queries.marks import health_mark
from portfolio.queries.paging import Place, Sort, slice_of
from portfolio.queries.product_filters import Link
from portfolio.values import LIVING, PortfolioPolicy
from products.models import Cluster
from products.queries import policy_on
from products.values import Stage
from reviews.permissions import clusters_in_sight


@dataclass(frozen=True)
class ClusterRow:
    """One cluster, every cell ready; `note` says that it holds one product only."""

    name: str
    url: str
    note: str
    owner: SafeString
    products: int
    products_url: str
    mix: SafeString
    health: SafeString
    packet: str
    packet_url: str


@dataclass(frozen=True)
class ClusterListPage:
    """Ready values for `portfolio/cluster_list.html`."""

    wanted: ClusterFilter
    rows: list[ClusterRow]
    total: int
    first: int
    last: int
    chips: list[Link]
    earlier: str
    later: str
    quarter: str
    add_url: str


def cluster_list_page(moment: Moment, given: Mapping[str, str], person: Person) -> ClusterListPage:
    """The page the address asks for. Raises `NotFound` for filters and pages there are none of."""
    wanted, sort = ClusterFilter.read(given), Sort("name")
    place = Place.read(given.get("after", ""), given.get("before", ""), sort)
    rows = rows_of_clusters(wanted, moment, person)
    clusters = Cluster.objects.filter(Exists(rows.filter(cluster_id=OuterRef("pk"))))
    found = slice_of(clusters, sort, place, ("name", "slug"), Lower("name"))
    query = {**wanted.given, "at": at(moment)[4:]}
    may_add = is_leadership(person) and not moment.is_past
    return ClusterListPage(
        wanted=wanted,
        rows=_rows(found.rows, moment, person),
        total=found.total,
        first=found.first,
        last=found.last,
        chips=[
            Link(_words(name, text, moment), query_of({**query, name: ""}) or "?")
            for name, text in wanted.given.items()
        ],
        earlier=query_of({**query, "before": found.before}) if found.before else "",
        later=query_of({**query, "after": found.after}) if found.after else "",
        quarter=last_over(moment).label,
        add_url=page("products:cluster-create") if may_add else "",
    )


def _words(name: str, text: str, moment: Moment) -> str:
    if name == "packet":
        return f"{last_over(moment).label} packet {text}"
    if name == "owner":
        return "No accountable owner" if text == NOBODY else f"Owner: {text}"
    return "My clusters" if name == "mine" else f"“{text}”"


def _rows(found: list[dict[str, Any]], moment: Moment, person: Person) -> list[ClusterRow]:
    keys = [row["pk"] for row in found]
    facts = {row["cluster_id"]: row for row in _facts(keys, moment, person)}
    version = policy_on(moment.on)
    policy = PortfolioPolicy.from_thresholds(version.thresholds)
    scores = scores_of_clusters(keys, moment, version)
    sight = clusters_in_sight(person)
    return [
        _row(
            {**facts[key], "health": scores.get(key)}, moment, policy, sight is None or key in sight
        )
        for key in keys
        if key in facts
    ]


def _facts(keys: list[int], moment: Moment, person: Person) -> Any:
    """Counts and means of the living products of each cluster, in one statement."""
    counts = {stage: Count("pk", filter=Q(stage=stage)) for stage in LIVING}
    rows = rows_of_clusters(ClusterFilter(), moment, person).filter(cluster_id__in=keys)
    return (
        rows.order_by()
        .annotate(built=has_packet(moment))
        .values("cluster_id", "cluster__name", "cluster__slug", "owner_name", "owner_slug", "built")
        .annotate(
            products=Count("pk"),
            only=Min("product__slug"),
            **counts,
        )
    )


def _row(
    row: Mapping[str, Any], moment: Moment, policy: PortfolioPolicy, sees_packet: bool
) -> ClusterRow:
    slug, quarter = row["cluster__slug"], last_over(moment)
    alone = row["products"] == 1
    packet_url = _packet_urls(quarter)(slug) if row["built"] and sees_packet else ""
    return ClusterRow(
        name=row["cluster__name"],
        url=pattern("portfolio:cluster-detail", moment)(slug),
        note="stands alone" if alone else "",
        owner=person_mark(row["owner_name"] or "", ""),
        products=row["products"],
        products_url=ProductFilter(cluster=slug).url(moment),
        mix=_mix(row),
        health=health_mark(row["health"], policy),
        packet=("Built" if row["built"] else "Not built") if sees_packet else "",
        packet_url=packet_url,
    )


def _packet_urls(quarter: Quarter) -> Any:
    return pattern("reviews:packet-detail", quarter=quarter.slug)


def _mix(row: Mapping[str, Any]) -> SafeString:
    label = ", ".join(
        f"{row[stage]} {Stage(stage).label.lower()}" for stage in LIVING if row[stage]
    )
    return stack([(stage, row[stage]) for stage in LIVING], label=label, size="s")
