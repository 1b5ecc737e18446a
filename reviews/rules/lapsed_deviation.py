"""A deviation was accepted, its time is over, and the metric is still not on target (DOMAIN 7)."""

from __future__ import annotations

from metrics.queries.cards import written
from metrics.values.deviations import Acceptance, Deviation
from portfolio.kernel.marks import day
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.rules.tracked import TrackedMetric, by_cluster, finding, named, tracked

KEY = "lapsed_deviation"


def find(scope: Scope) -> list[Finding]:
    """One warning for a cluster with lapsed deviations."""
    lapsed = by_cluster(tracked(scope), lambda one: one.beside.acceptance is Acceptance.LAPSED)
    return [_finding(scope, metrics) for metrics in lapsed]


def _finding(scope: Scope, metrics: list[TrackedMetric]) -> Finding:
    pairs = [(one, one.beside.deviation) for one in metrics if one.beside.deviation is not None]
    cluster = metrics[0].cluster
    return finding(
        KEY,
        scope,
        cluster,
        Severity.WATCH,
        f"{cluster.name} accepted less than its target, the time is over and the target not "
        f"reached: {named([_words(one, deviation) for one, deviation in pairs])}.",
        min(deviation.until for _, deviation in pairs),
        {
            "metrics": [
                {
                    **one.told,
                    "accepted": str(deviation.value),
                    "until": deviation.agreed_until.isoformat(),
                    "reason": deviation.reason,
                    "by": deviation.by,
                }
                for one, deviation in pairs
            ]
        },
        "Cleared once each is on target, or the deviation is accepted anew until a date.",
        NextStep("Open the metric", pairs[0][0].url),
    )


def _words(one: TrackedMetric, deviation: Deviation) -> str:
    value = written(deviation.value, one.metric.unit)
    return f"{one.name} ({value} until {day(deviation.agreed_until)})"


RULE = WarningRule(KEY, "Lapsed deviation", find, Subject.CLUSTER, ("metrics.deviation_days",))
