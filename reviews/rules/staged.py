"""Products by their stage on the day, for the rules about the lifecycle."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from products.models import Placement, Product, StagePeriod
from products.values import Stage
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject
from reviews.rules.tracked import ends_since


@dataclass(frozen=True)
class Staged:
    """A product in a stage since a day, and the cluster it is in."""

    product: Product
    cluster_id: int
    stage: Stage
    since: date


def staged(scope: Scope, stages: Collection[Stage]) -> list[Staged]:
    """Every product of the scope that is in one of the stages on its day, in two statements."""
    periods = StagePeriod.objects.on(scope.day).filter(stage__in=stages)
    since = {row.product_id: (Stage(row.stage), row.since) for row in periods}
    placed = Placement.objects.on(scope.day).filter(product_id__in=list(since))
    if scope.cluster_ids is not None:
        placed = placed.filter(cluster_id__in=scope.cluster_ids)
    rows = placed.select_related("product").order_by("product__name", "pk")
    return [Staged(row.product, row.cluster_id, *since[row.product_id]) for row in rows]


def clusters_in_use(scope: Scope) -> list[int]:
    """Clusters that hold a product in use on the day; read once for all rules."""
    if "in_use" not in scope.shared:
        retired = StagePeriod.objects.on(scope.day).filter(stage=Stage.RETIRED)
        placed = Placement.objects.on(scope.day).exclude(
            product_id__in=retired.values("product_id")
        )
        if scope.cluster_ids is not None:
            placed = placed.filter(cluster_id__in=scope.cluster_ids)
        rows = placed.order_by("cluster_id").values_list("cluster_id", flat=True).distinct()
        scope.shared["in_use"] = list(rows)
    found: list[int] = scope.shared["in_use"]
    return found


def finding(
    key: str,
    scope: Scope,
    one: Staged,
    severity: Severity,
    sentence: str,
    since: date,
    evidence: dict[str, Any],
    clears: str,
    step: NextStep,
) -> Finding:
    """A finding about one product."""
    return Finding(
        rule=key,
        subject=Subject.PRODUCT,
        subject_id=one.product.pk,
        subject_slug=one.product.slug,
        subject_name=one.product.name,
        severity=severity,
        sentence=sentence,
        since=since,
        consecutive_quarters=ends_since(since, scope),
        clears=clears,
        step=step,
        evidence=evidence,
        cluster_ids=frozenset([one.cluster_id]),
    )
