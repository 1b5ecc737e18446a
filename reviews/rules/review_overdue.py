"""Review overdue: one was agreed on, its time is over and nobody held it (DOMAIN 13)."""

from __future__ import annotations

from django.urls import reverse

from people.queries import organisation
from portfolio.kernel.marks import day as day_text
from portfolio.kernel.words import counted
from products.models import Cluster
from reviews.calculations.due import Due, DueState, Rhythm, covered_until, next_due
from reviews.models.warning import Severity
from reviews.queries.schedule import clusters_in_use, rhythms
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.rules.orphan import quarter_ends_since
from reviews.values.meetings import ReviewPolicy
from reviews.values.warnings import Audience

KEY = "review_overdue"


def find(scope: Scope) -> list[Finding]:
    """Clusters in use whose review is late on the day, in five statements."""
    clusters = clusters_in_use(scope.day)
    if scope.cluster_ids is not None:
        clusters = [cluster for cluster in clusters if cluster.pk in scope.cluster_ids]
    days = ReviewPolicy.from_thresholds(scope.policy.thresholds).overdue_days
    first_month = organisation().first_month
    found = []
    for pk, rhythm in rhythms(clusters).items():
        due = next_due(rhythm, scope.day, first_month, days)
        if due.state is DueState.OVERDUE:
            cluster = next(one for one in clusters if one.pk == pk)
            quarters = quarter_ends_since(due.overdue_since, scope.day, first_month)
            found.append(_finding(scope, cluster, rhythm, due, quarters))
    return found


def _finding(scope: Scope, cluster: Cluster, rhythm: Rhythm, due: Due, quarters: int) -> Finding:
    late = (scope.day - due.by).days
    covered = covered_until(rhythm, scope.day)
    return Finding(
        rule=KEY,
        subject=Subject.CLUSTER,
        subject_id=cluster.pk,
        subject_slug=cluster.slug,
        subject_name=cluster.name,
        severity=Severity.RISK if quarters else Severity.WATCH,
        sentence=(
            f"{cluster.name} has not been reviewed for the time up to "
            f"{day_text(due.end)}: {counted(late, 'day')} late."
        ),
        since=due.overdue_since,
        consecutive_quarters=quarters,
        clears="Cleared once a meeting with this cluster on its agenda has been held.",
        step=NextStep(
            "Plan a review",
            f"{reverse('reviews:meeting-create')}?cluster={cluster.slug}",
            Audience.OWNER,
        ),
        evidence={
            "days_late": late,
            "cadence_months": rhythm.cadence,
            "period_end": due.end.isoformat(),
            "in_time_until": due.by.isoformat(),
            "covered_until": covered.isoformat() if covered else None,
            "policy": {"reviews.overdue_days": (due.by - due.end).days},
        },
        cluster_ids=frozenset([cluster.pk]),
    )


RULE = WarningRule(KEY, "Review overdue", find, Subject.CLUSTER, ("reviews.overdue_days",))
