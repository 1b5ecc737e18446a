"""Outputs without outcomes: much is shipped, and hardly any of it is known to have worked.

Only what could have been reviewed by now counts: items shipped from 270 to 90 days before, without
fixes. Items without a hypothesis are among them: nobody will ever know what they were good for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse

from backlogs.calculations.worked import Tally, Work, tally
from backlogs.queries.worked import shipped_work
from backlogs.values.verdicts import REVIEW_DAYS, Lot, OutcomePolicy
from people.queries import organisation
from portfolio.kernel.numbers import HUNDRED, ratio, shown
from products.models import Cluster, Placement, StagePeriod
from products.values import Stage
from reviews.calculations.lasting import lasting, quarter_ends
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule

KEY = "outputs_without_outcomes"
FIRST, LAST = timedelta(days=REVIEW_DAYS[0] + REVIEW_DAYS[1]), timedelta(days=REVIEW_DAYS[0])
QUARTERS = 4
"""How far back it is looked for since when it holds."""


def find(scope: Scope) -> list[Finding]:
    """Clusters that ship a good deal and achieve too little of what they promise."""
    policy = OutcomePolicy.from_thresholds(scope.policy.thresholds)
    ends = quarter_ends(scope.day, organisation().first_month, QUARTERS)
    works = _works(scope, min(ends) - FIRST)
    bare = {pk: held for pk, held in works.items() if is_fruitless(held, scope.day, policy)}
    clusters = Cluster.objects.in_bulk(bare)
    return [_finding(clusters[pk], held, scope.day, ends, policy) for pk, held in bare.items()]


def reviewable(works: Sequence[Work], day: date) -> Tally:
    """What could have been reviewed by the end of `day`, and what came of it."""
    return tally((work for work in works if day - FIRST < work.shipped_on <= day - LAST), day)


def is_fruitless(works: Sequence[Work], day: date, policy: OutcomePolicy) -> bool:
    """Whether enough was shipped and too small a share of it is known to have worked."""
    found = reviewable(works, day)
    share = ratio(Decimal(found.worked), Decimal(found.asked))
    return found.asked >= policy.minimum and share is not None and share < policy.least_share


def _works(scope: Scope, first: date) -> dict[int, list[Work]]:
    retired = StagePeriod.objects.on(scope.day).filter(stage=Stage.RETIRED).values("product_id")
    placed = Placement.objects.on(scope.day).exclude(product_id__in=retired)
    if scope.cluster_ids is not None:
        placed = placed.filter(cluster_id__in=scope.cluster_ids)
    homes = dict(placed.values_list("product_id", "cluster_id"))
    found: dict[int, list[Work]] = defaultdict(list)
    for work in shipped_work(list(homes), first, scope.day):
        found[homes[work.product_id]].append(work)
    return found


def _finding(
    cluster: Cluster, works: Sequence[Work], day: date, ends: list[date], policy: OutcomePolicy
) -> Finding:
    found = reviewable(works, day)
    lasts = lasting(lambda then: is_fruitless(works, then, policy), day, ends)
    least = f"{shown(policy.least_share * HUNDRED, 0)} %"
    return Finding(
        rule=KEY,
        subject=Subject.CLUSTER,
        subject_id=cluster.pk,
        subject_slug=cluster.slug,
        subject_name=cluster.name,
        severity=Severity.WATCH,
        sentence=(
            f"{cluster.name} ships without knowing what for: of {found.asked} items that could "
            f"have been reviewed, {found.worked} achieved at least a part, under {least}. "
            f"{found.lots[Lot.UNKNOWN]} unknown, {found.lots[Lot.SILENT]} without a hypothesis."
        ),
        since=lasts.since,
        consecutive_quarters=lasts.quarters,
        clears=(
            f"Cleared once at least {least} of what could have been reviewed achieved a part of "
            "what it promised: write hypotheses before work begins, and answer the outcome reviews."
        ),
        step=NextStep(
            "Look at the outcomes", reverse("backlogs:cluster-outcomes", args=[cluster.slug])
        ),
        evidence={
            "asked": found.asked,
            **{lot.value: found.lots[lot] for lot in Lot},
            "policy": {
                "outcomes.minimum": policy.minimum,
                "outcomes.least_share": str(policy.least_share),
            },
        },
        cluster_ids=frozenset([cluster.pk]),
    )


RULE = WarningRule(
    KEY,
    "Outputs without outcomes",
    find,
    Subject.CLUSTER,
    ("outcomes.minimum", "outcomes.least_share"),
)
