"""The lifecycle mix of the portfolio and of its largest clusters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from portfolio.kernel.charts import stack
from portfolio.queries.addresses import pattern
from portfolio.queries.dashboard_figures import Scope
from portfolio.queries.filtering import listed
from portfolio.values import LIVING
from products.values import Stage

MOST_CLUSTERS: Final = 8


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
    stages: tuple[int, ...]


@dataclass(frozen=True)
class LifecycleMix:
    """Every stage with its count, and the mix drawn: of all, and of the largest clusters."""

    stages: list[StageCount]
    bar: SafeString
    clusters: list[MixRow]
    totals: Mapping[str, int]


def lifecycle_mix(scope: Scope) -> LifecycleMix:
    """Counts per stage in the largest clusters and in all; two statements."""
    rows = listed(scope.moment, scope.products, scope.policy, scope.person)
    counts = {stage: Count("pk", filter=Q(stage=stage)) for stage in LIVING}
    clusters = (
        rows.order_by()
        .values("cluster__name", "cluster__slug")
        .annotate(products=Count("pk"), **counts)
        .order_by("-products", "cluster__name")[:MOST_CLUSTERS]
    )
    totals = stage_totals(scope)
    return LifecycleMix(
        _stages(scope, totals),
        _bar(totals, "l"),
        [_mix_row(row, scope) for row in clusters],
        totals,
    )


def stage_totals(scope: Scope) -> Mapping[str, int]:
    """How many products are in each stage; one statement."""
    rows = listed(scope.moment, scope.products, scope.policy, scope.person)
    return rows.aggregate(**{stage: Count("pk", filter=Q(stage=stage)) for stage in LIVING})


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
        stages=tuple(row[stage] for stage in LIVING),
    )
