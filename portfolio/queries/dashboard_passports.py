"""Where each figure of the dashboard's strip comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from portfolio.kernel.marks import day
from portfolio.kernel.numbers import shown
from portfolio.kernel.passports import Passport
from portfolio.kernel.words import counted
from portfolio.queries.addresses import pattern
from portfolio.queries.cluster_filtering import last_over
from portfolio.queries.dashboard_figures import Counts, Figure, Scope
from portfolio.values import ScoreKind


def with_passports(figures: Sequence[Figure], scope: Scope, counts: Counts) -> list[Figure]:
    """The strip with where each figure comes from."""
    known = {one.shown: one for one in _passports(scope, counts)}
    return [replace(figure, passport=known[figure.label]) for figure in figures]


def _passports(scope: Scope, counts: Counts) -> list[Passport]:
    """One per figure; the mean is taken apart only when somebody asks."""
    good, known = shown(scope.policy.health_good), f"{counts.scored} of {counts.products} products"
    return [
        _passport(
            scope,
            "Products on target",
            f"Products whose health score is {good} or more. Retired products are left out.",
            f"{counts.on_target} of {counts.products}",
            f"{known} have a score",
        ),
        Passport(
            "Mean health",
            url=pattern("portfolio:portfolio-score", scope.moment, "kind")(ScoreKind.HEALTH),
        ),
        _passport(
            scope,
            "With stale metrics",
            "Products with a metric whose newest measurement is older than 1.5 cadences.",
            f"{counts.with_stale} of {counts.products}",
            counted(counts.stale_metrics, "stale metric"),
        ),
        *_of_clusters(scope, counts),
    ]


def _of_clusters(scope: Scope, counts: Counts) -> list[Passport]:
    every = "every cluster with a living product"
    return [
        _passport(
            scope,
            "Owners over the load rule",
            "Owners with more active products or stable clusters than the rule allows.",
            "beyond one active product and up to three stable clusters",
            "everybody who owns a cluster",
        ),
        _passport(
            scope,
            "No accountable owner",
            "Clusters without an owner, or whose owner has left.",
            f"{counts.orphans} of {counts.clusters}",
            every,
        ),
        _passport(
            scope,
            f"Packets of {last_over(scope.moment).label}",
            "Clusters whose packet of the newest finished quarter has been built.",
            f"{counts.packets} of {counts.clusters}",
            every,
        ),
    ]


def _passport(scope: Scope, label: str, definition: str, formula: str, coverage: str) -> Passport:
    return Passport(
        shown=label,
        definition=definition,
        formula=formula,
        coverage=coverage,
        fresh=f"as of {day(scope.moment.on)}",
        policy=f"version {scope.version.number}",
    )
