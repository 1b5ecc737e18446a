"""The headline figures of the portfolio, each with the list it counts and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.charts import spark
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import shown
from portfolio.kernel.passports import Passport
from portfolio.kernel.words import counted
from portfolio.queries.addresses import page
from portfolio.queries.cluster_filtering import ClusterFilter, cluster_conditions, last_over
from portfolio.queries.filtering import NOBODY, ProductFilter, conditions, listed
from portfolio.queries.trends import QuarterFigures
from portfolio.values import Band, PortfolioPolicy
from products.models import PolicyVersion
from reviews.values import LoadCount

Trend = Mapping[Any, QuarterFigures]


@dataclass(frozen=True)
class Figure:
    """One figure of the strip (`components/figures.html`)."""

    label: str
    value: str
    url: str
    note: str
    of: str = ""
    chart: SafeString | str = ""
    passport: Passport | None = None


@dataclass(frozen=True)
class Counts:
    """What the strip counts, out of one statement."""

    products: int
    on_target: int
    scored: int
    with_stale: int
    stale_metrics: int
    clusters: int
    orphans: int
    packets: int
    mapped: int


@dataclass(frozen=True)
class Scope:
    """Whose portfolio: everything, or the clusters a person belongs to."""

    person: Person
    moment: Moment
    version: PolicyVersion
    policy: PortfolioPolicy
    is_all: bool

    @property
    def mine(self) -> str:
        """The filter that keeps lists within the scope."""
        return "" if self.is_all else "1"

    @property
    def products(self) -> ProductFilter:
        """The products of the scope."""
        return ProductFilter(mine=self.mine)

    @property
    def clusters(self) -> ClusterFilter:
        """The clusters of the scope."""
        return ClusterFilter(mine=self.mine)

    def count_of(self, **changes: str) -> Q:
        """The condition of the products list under more filters."""
        return _all(
            conditions(self.moment, self.products.having(**changes), self.policy, self.person)
        )

    def clusters_of(self, **changes: str) -> Q:
        """The condition of the clusters list under filters."""
        wanted = ClusterFilter(mine=self.mine, **changes)
        return _all(cluster_conditions(wanted, self.moment, self.person))


def _all(held: Mapping[str, Q]) -> Q:
    together = Q()
    for one in held.values():
        together &= one
    return together


def counts_of(scope: Scope) -> Counts:
    """Every count of the strip, taken from the very conditions the lists use."""
    rows = listed(scope.moment, scope.products, scope.policy, scope.person)
    found = rows.aggregate(
        products=Count("pk"),
        on_target=Count("pk", filter=scope.count_of(health=Band.ON_TARGET)),
        scored=Count("pk", filter=scope.count_of(health="known")),
        with_stale=Count("pk", filter=scope.count_of(metrics="stale")),
        stale_metrics=Sum("stale", default=0),
        clusters=Count("cluster_id", distinct=True),
        orphans=Count("cluster_id", distinct=True, filter=scope.clusters_of(owner=NOBODY)),
        packets=Count("cluster_id", distinct=True, filter=scope.clusters_of(packet="built")),
        mapped=Count("pk", filter=scope.count_of(health="known", value="known")),
    )
    return Counts(**found)


def figures_of(
    scope: Scope, counts: Counts, trend: Trend, loads: Mapping[int, LoadCount]
) -> list[Figure]:
    """The strip."""
    series = list(trend.values())
    return [
        *_of_products(scope, counts, series),
        _owners_over(scope, loads),
        *_of_clusters(scope, counts, series),
    ]


def _of_products(scope: Scope, counts: Counts, series: list[QuarterFigures]) -> list[Figure]:
    moment, products = scope.moment, scope.products
    health = [figures.mean_health for figures in series]
    return [
        Figure(
            "Products on target",
            str(counts.on_target),
            products.having(health=Band.ON_TARGET).url(moment),
            change(counts.on_target, series[-2].on_target, moment),
            f"of {counts.products}",
            _spark([figures.on_target for figures in series]),
        ),
        Figure(
            "Mean health",
            "–" if health[-1] is None else shown(health[-1], 0),
            products.having(health="known").url(moment, sort="health"),
            f"{counts.scored} of {counts.products} have a score",
            chart=_spark(health, scope.policy.band(health[-1]).value),
        ),
        Figure(
            "With stale metrics",
            str(counts.with_stale),
            products.having(metrics="stale").url(moment),
            f"{counted(counts.stale_metrics, 'metric')} in all",
            f"of {counts.products}",
            _spark([figures.with_stale for figures in series]),
        ),
    ]


def _owners_over(scope: Scope, loads: Mapping[int, LoadCount]) -> Figure:
    owners = [load for load in loads.values() if load.active or load.stable]
    return Figure(
        "Owners over the load rule",
        str(sum(load.level.is_beyond for load in owners)),
        page("reviews:owner-list", scope.moment, "level=beyond"),
        "1 active, up to 3 stable" if scope.is_all else "whom you may see",
        f"of {len(owners)}",
    )


def _of_clusters(scope: Scope, counts: Counts, series: list[QuarterFigures]) -> list[Figure]:
    moment, left = scope.moment, counts.clusters - counts.packets
    return [
        Figure(
            "No accountable owner",
            str(counts.orphans),
            scope.clusters.having(owner=NOBODY).url(moment),
            change(counts.orphans, series[-2].orphans, moment),
            f"of {counted(counts.clusters, 'cluster')}",
            _spark([figures.orphans for figures in series], "risk" if counts.orphans else "ok"),
        ),
        Figure(
            f"Packets of {last_over(moment).label}",
            str(counts.packets),
            scope.clusters.having(packet="built").url(moment),
            f"{left} still to build" if left else "all built",
            f"of {counts.clusters}",
        ),
    ]


def _spark(values: list[Any], status: str = "none") -> SafeString:
    return spark(values, status=status, width=72, height=26)


def change(now: int, before: int, moment: Moment) -> str:
    """`2 fewer than 2026 Q2`."""
    label = moment.quarter.previous().label
    if now == before:
        return f"as many as {label}"
    return f"{abs(now - before)} {'more' if now > before else 'fewer'} than {label}"
