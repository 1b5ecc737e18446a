"""Stale backlog: a list with open items that nobody put in order or refined for long (DOMAIN 6)."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from backlogs.queries.untended import Untended, untended
from backlogs.values import BacklogPolicy
from portfolio.kernel.words import counted, spoken
from products.models import Cluster
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.rules.staged import clusters_in_use
from reviews.rules.tracked import finding

KEY = "stale_backlog"


def find(scope: Scope) -> list[Finding]:
    """Clusters in use with such a list, in five statements."""
    days = BacklogPolicy.from_thresholds(scope.policy.thresholds).list_stale_days
    found = untended(clusters_in_use(scope), scope.day, days)
    clusters = Cluster.objects.in_bulk(found)
    return [_finding(scope, clusters[pk], one, days) for pk, one in found.items()]


def _finding(scope: Scope, cluster: Cluster, one: Untended, days: int) -> Finding:
    since = one.last_on + timedelta(days=days)
    what = "was last put in order or refined on" if one.tended else "was never put in order since"
    return finding(
        KEY,
        scope,
        cluster,
        Severity.WATCH,
        f"The backlog of {cluster.name} {what} {spoken(one.last_on)}, "
        f"{counted((scope.day - one.last_on).days, 'day')} ago; "
        f"{counted(one.open, 'item is', 'items are')} open.",
        since,
        {
            "open": one.open,
            "last_on": one.last_on.isoformat(),
            "tended": one.tended,
            "days": (scope.day - one.last_on).days,
            "policy": {"backlog.list_stale_days": days},
        },
        "Cleared once an item is moved to another place, made ready or dropped.",
        NextStep("Open the backlog", reverse("backlogs:cluster-backlog", args=[cluster.slug])),
    )


RULE = WarningRule(KEY, "Stale backlog", find, Subject.CLUSTER, ("backlog.list_stale_days",))
