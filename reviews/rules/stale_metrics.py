"""Stale: nobody has measured for so long that the figures say nothing about now (DOMAIN 7)."""

from __future__ import annotations

from datetime import date, timedelta

from metrics.calculations.attainment import stale_after_days
from metrics.queries.cards import read_policy
from metrics.values import Cadence, MetricPolicy, Status
from portfolio.kernel.words import counted
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.rules.tracked import TrackedMetric, by_cluster, finding, named, tracked

KEY = "metrics_stale"


def find(scope: Scope) -> list[Finding]:
    """One warning for a cluster with stale metrics."""
    policy = read_policy(scope.policy)
    stale = by_cluster(tracked(scope), lambda one: one.assessment.status is Status.STALE)
    return [_finding(scope, metrics, policy) for metrics in stale]


def _finding(scope: Scope, metrics: list[TrackedMetric], policy: MetricPolicy) -> Finding:
    cluster = metrics[0].cluster
    words = [f"{one.name} ({counted(one.assessment.age_days or 0, 'day')} old)" for one in metrics]
    return finding(
        KEY,
        scope,
        cluster,
        Severity.WATCH,
        f"{cluster.name} has {counted(len(metrics), 'stale metric')}: {named(words)}.",
        min(_stale_since(one, policy) for one in metrics),
        {
            "metrics": [
                {**one.told, "age_days": one.assessment.age_days, "why": one.assessment.reason}
                for one in metrics
            ],
            "policy": {"metrics.stale_after_cadences": str(policy.stale_after_cadences)},
        },
        "Cleared by a new measurement of each.",
        NextStep("Open the metric", metrics[0].url),
    )


def _stale_since(one: TrackedMetric, policy: MetricPolicy) -> date:
    """The first day on which the newest measurement was too old."""
    newest = one.assessment.newest_on
    assert newest is not None  # what was never measured is not stale
    limit = stale_after_days(Cadence(one.metric.cadence), policy)
    return newest + timedelta(days=int(limit) + 1)


RULE = WarningRule(KEY, "Stale metrics", find, Subject.CLUSTER, ("metrics.stale_after_cadences",))
