"""Product without a goal: what is being built up although it serves none of the goals.

Only products in introduction or growth, after some quarters, one warning for a cluster: a mature
product without a goal is a line of the goals page, not a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from metrics.models import GoalContribution, StrategicGoal
from metrics.queries.cards import read_policy
from people.queries import organisation
from portfolio.kernel.words import counted, joined, spoken
from products.models import Cluster, Placement, StagePeriod
from products.values import Stage
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.rules.orphan import quarter_ends_since
from reviews.values.warnings import Audience

KEY = "product_without_goal"
GROWING = (Stage.INTRODUCTION, Stage.GROWTH)


@dataclass(frozen=True)
class Aimless:
    """A growing product that serves no goal, since when, and at how many ends of quarters."""

    slug: str
    name: str
    since: date
    quarters: int


def find(scope: Scope) -> list[Finding]:
    """Clusters with such a product, in six statements; nothing where no goal is pursued."""
    goals = {goal.pk: goal for goal in StrategicGoal.objects.on(scope.day)}
    if not goals:
        return []
    threshold = read_policy(scope.policy).aimless_quarters
    found = _aimless(scope, goals)
    late = {
        cluster: [one for one in products if one.quarters >= threshold]
        for cluster, products in found.items()
    }
    clusters = Cluster.objects.in_bulk([pk for pk, products in late.items() if products])
    return [_finding(clusters[pk], late[pk], len(goals), threshold) for pk in clusters]


def _aimless(scope: Scope, goals: dict[int, StrategicGoal]) -> dict[int, list[Aimless]]:
    growing = StagePeriod.objects.on(scope.day).filter(stage__in=GROWING)
    began = {row.product_id: row.since for row in growing}
    placed = Placement.objects.on(scope.day).filter(product_id__in=began).select_related("product")
    if scope.cluster_ids is not None:
        placed = placed.filter(cluster_id__in=scope.cluster_ids)
    served = _served_until(list(began), scope.day)
    first_month = organisation().first_month
    pursued = min(goal.opened_on for goal in goals.values())
    found: dict[int, list[Aimless]] = defaultdict(list)
    for row in placed.order_by("product__name", "pk"):
        until = served.get(row.product_id, pursued)
        if until is None:
            continue
        since = max(began[row.product_id], pursued, until)
        quarters = quarter_ends_since(since, scope.day, first_month)
        product = row.product
        found[row.cluster_id].append(Aimless(product.slug, product.name, since, quarters))
    return found


def _served_until(product_ids: Collection[int], day: date) -> dict[int, date | None]:
    """Product → the first day on which it served no goal any more; None while it serves one."""
    found: dict[int, date | None] = {}
    rows = GoalContribution.objects.filter(
        product_id__in=product_ids, period__startswith__lte=day
    ).select_related("goal")
    for row in rows:
        ends = [end for end in (row.until, row.goal.closed_on) if end is not None and end <= day]
        known = found.get(row.product_id, date.min)
        if known is not None:
            found[row.product_id] = max(known, min(ends)) if ends else None
    return found


def _finding(cluster: Cluster, products: list[Aimless], goals: int, threshold: int) -> Finding:
    since, quarters = min(one.since for one in products), max(one.quarters for one in products)
    names = joined([one.name for one in products])
    return Finding(
        rule=KEY,
        subject=Subject.CLUSTER,
        subject_id=cluster.pk,
        subject_slug=cluster.slug,
        subject_name=cluster.name,
        severity=Severity.WATCH,
        sentence=(
            f"{cluster.name} builds up what serves no goal since {spoken(since)}: {names}, "
            f"beside {counted(goals, 'goal')} of the organisation."
        ),
        since=since,
        consecutive_quarters=quarters,
        clears=(
            f"Cleared once {names} {'serves' if len(products) == 1 else 'each serve'} a goal the "
            "organisation pursues, or has come to maturity."
        ),
        step=NextStep(
            "Say what it serves",
            reverse("metrics:purpose", args=[products[0].slug]),
            Audience.OWNER,
        ),
        evidence={
            "products": [
                {"product": one.slug, "since": one.since.isoformat(), "quarters": one.quarters}
                for one in products
            ],
            "goals": goals,
            "policy": {"metrics.aimless_quarters": threshold},
        },
        cluster_ids=frozenset([cluster.pk]),
    )


RULE = WarningRule(
    KEY, "Product without a goal", find, Subject.CLUSTER, ("metrics.aimless_quarters",)
)
