"""The dependencies of living products, as of today: they carry no dates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from people.queries import today
from products.calculations.dependencies import cuts_of
from products.models import Cluster, Dependency, Ownership, Product, StagePeriod
from products.queries.policy import policy_on
from products.values import Stage
from products.values.dependencies import Cut, DependencyPolicy

PRODUCT = "/products/{}/"  # pages of the floor above are known by their address only
CLUSTER = "/clusters/{}/"


@dataclass(frozen=True)
class Landscape:
    """Which cluster each living product is in, who needs whom, and what it is all called."""

    homes: dict[int, int]
    edges: list[tuple[int, int]]
    products: dict[int, tuple[str, str]]
    clusters: dict[int, tuple[str, str]]

    def product(self, pk: int) -> tuple[str, str]:
        """Its name and the address of its impact."""
        name, slug = self.products[pk]
        return name, reverse("products:impact", args=[slug])

    def cluster(self, pk: int) -> tuple[str, str]:
        """Its name and the address of its dependencies."""
        name, slug = self.clusters[pk]
        return name, reverse("products:cluster-dependencies", args=[slug])


@dataclass(frozen=True)
class CutLine:
    """A cluster that cuts through dense dependencies, in a sentence."""

    name: str
    url: str
    words: str


def landscape() -> Landscape:
    """Four statements, however large the portfolio."""
    retired = StagePeriod.objects.on(today()).filter(stage=Stage.RETIRED).values("product_id")
    rows = Product.objects.exclude(pk__in=retired).order_by("name", "pk")
    found = list(rows.values_list("pk", "name", "slug", "cluster_id"))
    homes = {pk: cluster for pk, _, _, cluster in found}
    pairs = Dependency.objects.order_by("product_id", "needs_id")
    edges = [
        (one, other)
        for one, other in pairs.values_list("product_id", "needs_id")
        if one in homes and other in homes
    ]
    clusters = Cluster.objects.on(today()).values_list("pk", "name", "slug")
    return Landscape(
        homes,
        edges,
        {pk: (name, slug) for pk, name, slug, _ in found},
        {pk: (name, slug) for pk, name, slug in clusters},
    )


def dependency_policy() -> DependencyPolicy:
    """The thresholds in force today."""
    return DependencyPolicy.from_thresholds(policy_on(today()).thresholds)


def owners_of(clusters: Collection[int], day: date) -> dict[int, str]:
    """Cluster → the name of who is accountable; none where that person has left."""
    rows = Ownership.objects.on(day).filter(cluster_id__in=clusters).select_related("person")
    return {
        row.cluster_id: row.person.name
        for row in rows
        if row.person.left_on is None or row.person.left_on > day
    }


def cut_lines() -> list[CutLine]:
    """The clusters that cut through dense dependencies, the most first."""
    land = landscape()
    found = cuts_of(land.homes, land.edges, dependency_policy())
    cutting = [(pk, cut) for pk, cut in found.items() if cut.cuts and pk in land.clusters]
    cutting.sort(key=lambda pair: (-pair[1].share, -pair[1].leaving, land.clusters[pair[0]]))
    return [CutLine(*land.cluster(pk), cut_words(cut, land)) for pk, cut in cutting]


def cut_of(cluster_id: int) -> CutLine | None:
    """The same of one cluster; None while it doesn't cut through anything dense."""
    land = landscape()
    cut = cuts_of(land.homes, land.edges, dependency_policy()).get(cluster_id)
    if cut is None or not cut.cuts or cluster_id not in land.clusters:
        return None
    return CutLine(*land.cluster(cluster_id), cut_words(cut, land))


def cut_words(cut: Cut, land: Landscape) -> str:
    """`5 of 6 dependencies leave it, 3 of them to Booking`."""
    if not cut.leaving:
        return "none leaves it"
    words = f"{cut.leaving} of {cut.leaving + cut.inside} dependencies leave it"
    known = {pk: count for pk, count in cut.to.items() if pk in land.clusters}
    if not known:
        return words
    most = min(known, key=lambda pk: (-known[pk], land.clusters[pk]))
    return f"{words}, {known[most]} of them to {land.clusters[most][0]}"
