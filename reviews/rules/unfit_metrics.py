"""Too few or too many metrics, or a dimension that none speaks for (DOMAIN 7).

A product that has never tracked a metric is not among them: it has not begun to be steered by
figures, which its page and its first steps say. And a set has until the end of a quarter to grow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.calculations.sets import check_set, unfit_since
from metrics.queries.cards import read_policy
from metrics.values import Dimension, MetricPolicy
from reviews.models.warning import Severity
from reviews.queries.links import PRODUCT
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.rules.tracked import Steered, ends_since, finding, named, steered

KEY = "metrics_unfit"


@dataclass(frozen=True)
class Unfit:
    """A product, what is to look at in its set of metrics, and since when there is something."""

    steered: Steered
    sentences: list[str]
    since: date


def find(scope: Scope) -> list[Finding]:
    """One warning for a cluster, naming its products."""
    policy = read_policy(scope.policy)
    found: dict[int, list[Unfit]] = {}
    for one in steered(scope):
        unfit = _unfit(one, scope.day, policy)
        if unfit and ends_since(unfit.since, scope):
            found.setdefault(one.cluster.pk, []).append(unfit)
    return [_finding(scope, products, policy) for products in found.values()]


def _unfit(one: Steered, day: date, policy: MetricPolicy) -> Unfit | None:
    spans = [
        (Dimension(row.metric.dimension), row.history.started_on, row.history.retired_on)
        for row in one.rows
    ]
    since = unfit_since(spans, day, policy)
    if since is None:
        return None
    now = [kind for kind, start, end in spans if start <= day and (end is None or day < end)]
    return Unfit(one, [each.sentence for each in check_set(now, policy)], since)


def _finding(scope: Scope, products: list[Unfit], policy: MetricPolicy) -> Finding:
    cluster = products[0].steered.cluster
    words = [f"{one.steered.product.name} ({', '.join(one.sentences)})" for one in products]
    return finding(
        KEY,
        scope,
        cluster,
        Severity.WATCH,
        f"{cluster.name} is not steered by a full set of metrics: {named(words)}.",
        min(one.since for one in products),
        {
            "products": [
                {
                    "product": one.steered.product.slug,
                    "since": one.since.isoformat(),
                    "to_look_at": one.sentences,
                }
                for one in products
            ],
            "policy": {"metrics.fewest": policy.fewest, "metrics.most": policy.most},
        },
        f"Cleared once each tracks {policy.fewest} to {policy.most} metrics, at least one for "
        "improvement, operations and support.",
        NextStep("Look at its metrics", PRODUCT.format(products[0].steered.product.slug)),
    )


RULE = WarningRule(KEY, "Set of metrics", find, Subject.CLUSTER, ("metrics.fewest", "metrics.most"))
