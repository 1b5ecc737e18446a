"""The portfolio dashboard: everything it shows, as of the moment, for what the person may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.charts import slots, stack, trend
from portfolio.kernel.marks import status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from portfolio.queries.addresses import page, pattern
from portfolio.queries.dashboard_figures import (
    Counts,
    Figure,
    Scope,
    Trend,
    counts_of,
    figures_of,
    passports_of,
)
from portfolio.queries.dashboard_map import PortfolioMap, map_of
from portfolio.queries.filtering import listed
from portfolio.queries.passports import Passport
from portfolio.queries.trends import quarter_figures
from portfolio.queries.warnings import (
    WarningLine,
    described,
    warning_lines,
    warning_values,
)
from portfolio.values import LIVING, PortfolioPolicy
from products.queries import policy_on
from products.values import Stage
from reviews.permissions import clusters_in_sight, people_in_sight
from reviews.queries.load import loads_on
from reviews.queries.warning_list import warnings_in_sight
from reviews.values import Load, LoadPolicy

MOST_WARNINGS = 9
MOST_OWNERS = 7
MOST_CLUSTERS = 8


@dataclass(frozen=True)
class StageCount:
    """One stage of the lifecycle mix."""

    stage: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class MixRow:
    """The mix of one cluster."""

    name: str
    url: str
    bar: SafeString
    count: int
    count_url: str


@dataclass(frozen=True)
class LoadRow:
    """One owner's load."""

    name: str
    url: str
    slots: SafeString
    level: SafeString


@dataclass(frozen=True)
class TrendFigure:
    """One small multiple."""

    label: str
    url: str
    chart: SafeString


@dataclass(frozen=True)
class DashboardPage:
    """Ready values for `portfolio/dashboard.html`."""

    counts: Counts
    summary: str
    figures: list[Figure]
    passports: list[Passport]
    map: PortfolioMap
    is_table: bool
    table_url: str
    map_url: str
    warnings: list[WarningLine]
    warning_count: int
    warnings_url: str
    owners: list[LoadRow]
    owners_url: str
    stages: list[StageCount]
    mix_bar: SafeString
    mix: list[MixRow]
    products_url: str
    clusters_url: str
    trends: list[TrendFigure]
    review_url: str


def dashboard_page(moment: Moment, person: Person, as_table: bool) -> DashboardPage:
    """Everything the dashboard shows; a constant number of statements for any portfolio."""
    version = policy_on(moment.on)
    policy = PortfolioPolicy.from_thresholds(version.thresholds)
    in_sight = clusters_in_sight(person)
    scope = Scope(person, moment, version, policy, in_sight is None)
    counts = counts_of(scope)
    quarters = quarter_figures(moment, policy, in_sight)
    loads = loads_on(moment.on, people_in_sight(person))
    warnings = warnings_in_sight(moment, person)
    mix = _mix_rows(scope)
    return DashboardPage(
        counts=counts,
        summary=_summary(counts, moment),
        figures=figures_of(scope, counts, quarters, loads),
        passports=passports_of(scope, counts),
        map=map_of(scope, counts.mapped, as_table),
        is_table=as_table,
        table_url=page("portfolio:dashboard", moment, "as=table"),
        map_url=page("portfolio:dashboard", moment),
        warnings=warning_lines(warning_values(described(warnings))[:MOST_WARNINGS], moment, person),
        warning_count=warnings.count(),
        warnings_url=page("reviews:warning-list", moment),
        owners=_load_rows(loads, scope),
        owners_url=page("reviews:owner-list", moment),
        stages=_stages(scope, mix["total"]),
        mix_bar=_bar(mix["total"], "l"),
        mix=[_mix_row(row, scope) for row in mix["clusters"]],
        products_url=scope.products.url(moment),
        clusters_url=scope.clusters.url(moment),
        trends=_trends(quarters, scope),
        review_url=page("reviews:review-list", moment),
    )


def _summary(counts: Counts, moment: Moment) -> str:
    left = (moment.quarter.end - moment.on).days - 1
    closes = f" {moment.quarter.label} closes in {counted(left, 'day')}."
    products = counted(counts.products, "product")
    clusters = counted(counts.clusters, "cluster")
    return f"{products} in {clusters}.{'' if moment.is_past else closes}"


def _mix_rows(scope: Scope) -> dict[str, Any]:
    """Counts per stage in the largest clusters and in all; two statements."""
    rows = listed(scope.moment, scope.products, scope.policy, scope.person)
    counts = {stage: Count("pk", filter=Q(stage=stage)) for stage in LIVING}
    clusters = (
        rows.order_by()
        .values("cluster__name", "cluster__slug")
        .annotate(products=Count("pk"), **counts)
        .order_by("-products", "cluster__name")[:MOST_CLUSTERS]
    )
    return {"total": rows.aggregate(**counts), "clusters": list(clusters)}


def _bar(counts: Mapping[str, Any], size: str) -> SafeString:
    label = ", ".join(f"{counts[stage]} {Stage(stage).label.lower()}" for stage in LIVING)
    return stack([(stage, counts[stage]) for stage in LIVING], label=label, size=size)


def _stages(scope: Scope, totals: Mapping[str, int]) -> list[StageCount]:
    return [
        StageCount(
            stage,
            Stage(stage).label,
            totals[stage],
            scope.products.having(stage=stage).url(scope.moment),
        )
        for stage in LIVING
    ]


def _mix_row(row: Mapping[str, Any], scope: Scope) -> MixRow:
    slug = row["cluster__slug"]
    return MixRow(
        name=row["cluster__name"],
        url=pattern("portfolio:cluster-detail", scope.moment)(slug),
        bar=_bar(row, "s"),
        count=row["products"],
        count_url=scope.products.having(cluster=slug).url(scope.moment),
    )


def _load_rows(loads: Mapping[int, Load], scope: Scope) -> list[LoadRow]:
    """The heaviest loads first."""
    heavy = sorted(
        loads.items(),
        key=lambda one: (-one[1].level.rank, -one[1].active, -one[1].stable, one[0]),
    )[:MOST_OWNERS]
    people = Person.objects.in_bulk([person for person, _ in heavy])
    limits = LoadPolicy.from_thresholds(scope.version.thresholds)
    url = pattern("reviews:owner-detail", scope.moment)
    return [
        LoadRow(
            name=people[person].name,
            url=url(people[person].slug),
            slots=slots(
                load.active,
                load.stable,
                active_limit=limits.active_ceiling,
                stable_limit=limits.stable_ceiling,
            ),
            level=status_mark(load.level.value),
        )
        for person, load in heavy
    ]


def _trends(quarters: Trend, scope: Scope) -> list[TrendFigure]:
    """The figures of the strip over eight quarters; the last point is the strip's number."""
    labels = [quarter.label for quarter in quarters]
    series = list(quarters.values())
    products, moment = scope.products, scope.moment
    wishes: list[tuple[str, list[Any], str, Any, str]] = [
        (
            "Mean health",
            [one.mean_health for one in series],
            "",
            scope.policy.health_good,
            products.having(health="known").url(moment),
        ),
        (
            "Products on target",
            [one.on_target for one in series],
            "",
            None,
            products.having(health="on_target").url(moment),
        ),
        ("Products", [one.products for one in series], "", None, products.url(moment)),
        (
            "Clusters with an owner",
            [one.owned_share for one in series],
            "%",
            100,
            scope.clusters.url(moment),
        ),
        (
            "Products with stale metrics",
            [one.with_stale for one in series],
            "",
            0,
            products.having(metrics="stale").url(moment),
        ),
    ]
    return [
        TrendFigure(
            label,
            url,
            trend(values, labels, target=goal, unit=unit, status="none", width=206),
        )
        for label, values, unit, goal, url in wishes
    ]
