"""What the rules about metrics look at: every tracked metric of the products in use, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from metrics.calculations.clock import beside, is_recovering
from metrics.calculations.standing import standing
from metrics.models import Metric
from metrics.queries.cards import read_policy
from metrics.queries.histories import MetricRow, histories_of
from metrics.values import Assessment
from metrics.values.deviations import Beside
from people.queries import organisation
from portfolio.kernel.words import counted, joined
from products.models import Cluster, Placement, Product, StagePeriod
from products.values import Stage
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject
from reviews.rules.orphan import quarter_ends_since

NAMED = 3
"""How many metrics a sentence names; the evidence has them all."""


@dataclass(frozen=True)
class TrackedMetric:
    """A metric as it stands on the day."""

    cluster: Cluster
    product: Product
    metric: Metric
    assessment: Assessment
    beside: Beside
    is_recovering: bool

    @property
    def name(self) -> str:
        """With its product, where the cluster holds more than that."""
        alone = self.product.name == self.cluster.name
        return self.metric.name if alone else f"{self.metric.name} of {self.product.name}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("metrics:metric-detail", args=[self.product.slug, self.metric.slug])

    @property
    def told(self) -> dict[str, Any]:
        """Which metric it is, for the evidence."""
        return {"product": self.product.slug, "metric": self.metric.slug}


@dataclass(frozen=True)
class Steered:
    """A product with all metrics it ever had, those of the day among them."""

    cluster: Cluster
    product: Product
    rows: list[MetricRow]


def steered(scope: Scope) -> list[Steered]:
    """The products in use on the day with their metrics; read once for all rules."""
    if "steered" not in scope.shared:
        scope.shared["steered"] = _steered(scope)
    found: list[Steered] = scope.shared["steered"]
    return found


def tracked(scope: Scope) -> list[TrackedMetric]:
    """Every metric tracked on the day, judged once for all rules."""
    if "tracked" not in scope.shared:
        policy = read_policy(scope.policy)
        scope.shared["tracked"] = [
            TrackedMetric(one.cluster, one.product, row.metric, found,
                          beside(row.history, found, scope.day, policy),
                          is_recovering(row.history, scope.day))
            for one in steered(scope)
            for row in one.rows
            if row.history.is_tracked_on(scope.day)
            for found in [standing(row.history, scope.day, policy)]
        ]  # fmt: skip
    found: list[TrackedMetric] = scope.shared["tracked"]
    return found


def by_cluster(
    metrics: Sequence[TrackedMetric], holds: Callable[[TrackedMetric], bool]
) -> list[list[TrackedMetric]]:
    """The metrics that break a rule, one list for each cluster that has any."""
    found: dict[int, list[TrackedMetric]] = defaultdict(list)
    for one in metrics:
        if holds(one):
            found[one.cluster.pk].append(one)
    return list(found.values())


def finding(
    key: str, scope: Scope, cluster: Cluster, severity: Severity, sentence: str, since: date,
    evidence: dict[str, Any], clears: str, step: NextStep,
) -> Finding:  # fmt: skip
    """A finding about a cluster."""
    return Finding(
        rule=key,
        subject=Subject.CLUSTER,
        subject_id=cluster.pk,
        subject_slug=cluster.slug,
        subject_name=cluster.name,
        severity=severity,
        sentence=sentence,
        since=since,
        consecutive_quarters=ends_since(since, scope),
        clears=clears,
        step=step,
        evidence=evidence,
        cluster_ids=frozenset([cluster.pk]),
    )


def ends_since(since: date, scope: Scope) -> int:
    """At how many ends of quarters a state held that began on `since`."""
    if "first_month" not in scope.shared:
        scope.shared["first_month"] = organisation().first_month
    return quarter_ends_since(since, scope.day, scope.shared["first_month"])


def named(words: Sequence[str]) -> str:
    """The first few, and how many more."""
    if len(words) <= NAMED:
        return joined(list(words))
    return f"{', '.join(words[:NAMED])} and {counted(len(words) - NAMED, 'more', 'more')}"


def _steered(scope: Scope) -> list[Steered]:
    retired = StagePeriod.objects.on(scope.day).filter(stage=Stage.RETIRED).values("product_id")
    placed = Placement.objects.on(scope.day).exclude(product_id__in=retired)
    if scope.cluster_ids is not None:
        placed = placed.filter(cluster_id__in=scope.cluster_ids)
    rows = list(placed.select_related("product", "cluster").order_by("product__name", "pk"))
    known = scope.shared.get("histories")
    if known is None:
        known = histories_of([row.product_id for row in rows], scope.day)
    return [Steered(row.cluster, row.product, known.get(row.product_id, [])) for row in rows]
