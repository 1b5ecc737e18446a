"""Unstable team: its members are new, or too few of them stayed over four quarters (DOMAIN 11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from people.queries import organisation
from portfolio.kernel.numbers import HUNDRED, shown
from portfolio.kernel.words import counted
from products.models import Cluster, TeamMembership
from reviews.calculations.lasting import lasting, quarter_ends
from reviews.calculations.stability import stability
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.rules.staged import clusters_in_use
from reviews.rules.tracked import finding
from reviews.values.teams import Stability, Stint, TeamPolicy
from reviews.values.warnings import Audience

KEY = "unstable_team"
QUARTERS = 8
"""How far back it is looked for since when it holds."""


def find(scope: Scope) -> list[Finding]:
    """Clusters in use with such a team, in five statements."""
    policy = TeamPolicy.from_thresholds(scope.policy.thresholds)
    found = {}
    for pk, stints in _stints(clusters_in_use(scope), scope.day).items():
        team = stability(stints, scope.day, policy)
        if team is not None and team.is_unstable:
            found[pk] = (team, stints)
    clusters = Cluster.objects.in_bulk(found)
    ends = quarter_ends(scope.day, organisation().first_month, QUARTERS)
    return [
        _finding(scope, clusters[pk], team, _since(stints, scope.day, ends, policy), policy)
        for pk, (team, stints) in found.items()
    ]


def _stints(cluster_ids: Sequence[int], day: date) -> dict[int, list[Stint]]:
    """Who was in each team when; who left the organisation left the team on that day."""
    found: dict[int, list[Stint]] = defaultdict(list)
    rows = TeamMembership.objects.filter(cluster_id__in=cluster_ids, period__startswith__lte=day)
    for row in rows.select_related("person").order_by("cluster_id", "period", "pk"):
        ends = [end for end in (row.until, row.person.left_on) if end is not None]
        found[row.cluster_id].append(Stint(row.person_id, row.since, min(ends, default=None)))
    return found


def _since(stints: Sequence[Stint], day: date, ends: Sequence[date], policy: TeamPolicy) -> date:
    def holds(then: date) -> bool:
        team = stability(stints, then, policy)
        return team is not None and team.is_unstable

    return lasting(holds, day, ends).since


def _finding(
    scope: Scope, cluster: Cluster, team: Stability, since: date, policy: TeamPolicy
) -> Finding:
    return finding(
        KEY,
        scope,
        cluster,
        Severity.WATCH,
        f"The team of {cluster.name} does not stay together: {_words(team)}.",
        since,
        {
            "members": team.members,
            "median_tenure_months": team.median_tenure,
            "members_four_quarters_ago": team.before,
            "kept": team.kept,
            "policy": {
                "teams.minimum_members": policy.minimum_members,
                "teams.median_tenure_months": policy.median_tenure_months,
                "teams.kept_share": str(policy.kept_share),
            },
        },
        f"Cleared once half of the members have been there for {policy.median_tenure_months} "
        f"months and {shown(policy.kept_share * HUNDRED, 0)} % of a year before are still there.",
        NextStep("Look at the team", reverse("products:team", args=[cluster.slug]), Audience.OWNER),
    )


def _words(team: Stability) -> str:
    parts = []
    if team.is_changing:
        members = counted(team.before, "member")
        parts.append(f"{team.kept or 0} of {members} of four quarters ago are still there")
    if team.is_young:
        tenure = counted(team.median_tenure, "month")
        parts.append(f"half of its {team.members} members have been there for {tenure} or less")
    return "; ".join(parts)


RULE = WarningRule(
    KEY,
    "Unstable team",
    find,
    Subject.CLUSTER,
    ("teams.minimum_members", "teams.median_tenure_months", "teams.kept_share"),
)
