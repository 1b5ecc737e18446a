"""Dependencies between clusters: of one cluster, and of the whole portfolio."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from people.queries import today
from portfolio.kernel.charts import Node, graph
from portfolio.kernel.words import counted
from products.calculations.dependencies import cuts_of, ranks, reached, turned
from products.models import Cluster
from products.queries.dependencies import (
    CLUSTER,
    Landscape,
    cut_words,
    dependency_policy,
    landscape,
)
from products.queries.impact import around
from products.queries.policy import policy_on
from products.values.dependencies import Cut, DependencyPolicy

DRAWN = 36
"""So many clusters are drawn, those with the most dependencies; the table has all."""
ROWS = 50


@dataclass(frozen=True)
class ClusterLine:
    """One cluster in numbers."""

    name: str
    url: str
    inside: int
    leaving: int
    share: str
    words: str
    cuts: bool


@dataclass(frozen=True)
class Pair:
    """One dependency."""

    product: str
    product_url: str
    needs: str
    needs_url: str
    stays: bool


@dataclass(frozen=True)
class ClusterDependenciesPage:
    """The products of a cluster with what they need and what needs them."""

    name: str
    url: str
    chart: SafeString
    line: ClusterLine
    pairs: list[Pair]
    policy: DependencyPolicy
    version: int

    @property
    def share_words(self) -> str:
        """The threshold as people read it."""
        return percent(self.policy.cut_share)


@dataclass(frozen=True)
class DependencyMapPage:
    """All clusters, those that cut through dense dependencies first."""

    chart: SafeString
    drawn: str
    lines: list[ClusterLine]
    pager: Page[tuple[int, Cut]]
    policy: DependencyPolicy
    version: int

    @property
    def share_words(self) -> str:
        """The threshold as people read it."""
        return percent(self.policy.cut_share)


def percent(share: Decimal) -> str:
    """`60 %`, rounded down."""
    return f"{int(share * 100)} %"


def cluster_dependencies_page(cluster: Cluster) -> ClusterDependenciesPage:
    """As of today; dependencies of retired products are left out."""
    land, policy = landscape(), dependency_policy()
    members = [pk for pk, home in land.homes.items() if home == cluster.pk]
    cut = cuts_of(land.homes, land.edges, policy).get(cluster.pk, Cut(0, 0))
    back, on = reached(members, turned(land.edges)), reached(members, land.edges)
    near = [{pk: way for pk, way in found.items() if way[0] == 1} for found in (back, on)]
    return ClusterDependenciesPage(
        name=cluster.name,
        url=CLUSTER.format(cluster.slug),
        chart=around(members, near[0], near[1], land),
        line=_line(cluster.pk, cut, land),
        pairs=_pairs(set(members), land),
        policy=policy,
        version=policy_on(today()).number,
    )


def _pairs(members: set[int], land: Landscape) -> list[Pair]:
    """Every dependency that touches the cluster, those that leave it first."""
    rows = [
        Pair(*land.product(one), *land.product(other), {one, other} <= members)
        for one, other in land.edges
        if {one, other} & members
    ]
    return sorted(rows, key=lambda row: (row.stays, row.product, row.needs))


def dependency_map_page(number: str) -> DependencyMapPage:
    """The whole portfolio as clusters, as of today."""
    land, policy = landscape(), dependency_policy()
    found = [
        one for one in cuts_of(land.homes, land.edges, policy).items() if one[0] in land.clusters
    ]
    found.sort(
        key=lambda one: (not one[1].cuts, -one[1].share, -one[1].leaving, land.clusters[one[0]])
    )
    pager = Paginator(found, ROWS).get_page(number)
    chart, count = _chart(land)
    return DependencyMapPage(
        chart=chart,
        drawn=f"The {count} with the most dependencies of {counted(len(land.clusters), 'cluster')}",
        lines=[_line(pk, cut, land) for pk, cut in pager.object_list],
        pager=pager,
        policy=policy,
        version=policy_on(today()).number,
    )


def _chart(land: Landscape) -> tuple[SafeString, int]:
    between = Counter(
        (land.homes[one], land.homes[other])
        for one, other in land.edges
        if land.homes[one] != land.homes[other]
    )
    weight: Counter[int] = Counter()
    for pair, count in between.items():
        for pk in pair:
            weight[pk] += count
    known = [pk for pk in weight if pk in land.clusters]
    chosen = set(sorted(known, key=lambda pk: (-weight[pk], pk))[:DRAWN])
    edges = [pair for pair in between if chosen >= set(pair)]
    columns = ranks(chosen, edges)
    nodes = [
        Node(pk, *land.cluster(pk), columns[pk])
        for pk in sorted(chosen, key=lambda pk: land.clusters[pk])
    ]
    return graph(nodes, edges), len(chosen)


def _line(pk: int, cut: Cut, land: Landscape) -> ClusterLine:
    name, url = land.cluster(pk)
    share = percent(cut.share) if cut.inside + cut.leaving else ""
    return ClusterLine(name, url, cut.inside, cut.leaving, share, cut_words(cut, land), cut.cuts)
