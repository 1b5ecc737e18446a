"""Off target for longer than the reaction clock allows, without a reaction (DOMAIN 7).

A reaction is that somebody accepted the deviation, or that the newest quarter is better than the
one before it: what is on its way up is told beside the status, not in a warning.
"""

from __future__ import annotations

from datetime import date, timedelta

from metrics.queries.cards import read_policy
from metrics.values import MetricPolicy
from metrics.values.deviations import Clock
from portfolio.kernel.words import counted
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.rules.tracked import TrackedMetric, by_cluster, finding, named, tracked

KEY = "off_target_beyond_clock"


def find(scope: Scope) -> list[Finding]:
    """One warning for a cluster, however many of its metrics are beyond the clock."""
    late = by_cluster(tracked(scope), lambda one: one.beside.is_overdue and not one.is_recovering)
    return [_finding(scope, metrics, read_policy(scope.policy)) for metrics in late]


def _finding(scope: Scope, metrics: list[TrackedMetric], policy: MetricPolicy) -> Finding:
    clocks = [(one, one.beside.clock) for one in metrics if one.beside.clock is not None]
    words = [
        f"{one.name} ({counted(clock.days, 'day')} of {clock.allowed})" for one, clock in clocks
    ]
    twice = any(clock.days >= 2 * clock.allowed for _, clock in clocks)
    cluster = metrics[0].cluster
    return finding(
        KEY,
        scope,
        cluster,
        Severity.RISK if twice else Severity.WATCH,
        f"{cluster.name} is off target for longer than agreed: {named(words)}.",
        min(_late_since(clock) for _, clock in clocks),
        {
            "metrics": [
                {
                    **one.told,
                    "since": clock.since.isoformat(),
                    "days": clock.days,
                    "allowed": clock.allowed,
                }
                for one, clock in clocks
            ],
            "policy": {
                "metrics.reaction_days_health": policy.reaction_days_health,
                "metrics.reaction_days_value": policy.reaction_days_value,
            },
        },
        "Cleared once each is back on target, on its way up or accepted until a date.",
        NextStep("Open the metric", clocks[0][0].url),
    )


def _late_since(clock: Clock) -> date:
    """The first day beyond what is allowed."""
    return clock.since + timedelta(days=clock.allowed + 1)


RULE = WarningRule(
    KEY,
    "Off target beyond the clock",
    find,
    Subject.CLUSTER,
    ("metrics.reaction_days_health", "metrics.reaction_days_value"),
)
