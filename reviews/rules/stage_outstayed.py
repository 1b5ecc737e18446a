"""Stage outstayed: a product longer in introduction, growth or retirement than the policy allows.

Maturity has no end of its own: there the yearly question is asked.
"""

from __future__ import annotations

from django.urls import reverse

from portfolio.kernel.words import counted, spoken
from products.calculations.stages import Outstay, months_after, outstay
from products.values import Stage
from products.values.lifecycle import LifecyclePolicy
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.rules.staged import Staged, finding, staged
from reviews.values.warnings import Audience

KEY = "stage_outstayed"
STAGES = (Stage.INTRODUCTION, Stage.GROWTH, Stage.RETIREMENT)
NEXT = {
    Stage.INTRODUCTION: "moved on to growth, or retired",
    Stage.GROWTH: "moved on to maturity",
    Stage.RETIREMENT: "retired",
}


def find(scope: Scope) -> list[Finding]:
    """Products whose stage has outstayed, in three statements."""
    policy = LifecyclePolicy.from_thresholds(scope.policy.thresholds)
    return [
        _finding(scope, one, found)
        for one in staged(scope, STAGES)
        if (found := outstay(one.stage, one.since, scope.day, policy)) is not None
    ]


def _finding(scope: Scope, one: Staged, found: Outstay) -> Finding:
    stage, allowed = one.stage.label.lower(), counted(found.months, "month")
    heavy = months_after(found.since, found.months) <= scope.day
    return finding(
        KEY,
        scope,
        one,
        Severity.RISK if heavy else Severity.WATCH,
        f"{one.product.name} is in {stage} since {spoken(one.since)}, longer than {allowed}.",
        found.since,
        {
            "stage": one.stage.value,
            "stage_since": one.since.isoformat(),
            "days": (scope.day - one.since).days,
            "policy": {f"lifecycle.{one.stage}_months": found.months},
        },
        f"Cleared once it is {NEXT[one.stage]}, or leadership allows {stage} more months.",
        NextStep(
            "Look at its stage",
            reverse("reviews:stage-form", args=[one.product.slug]),
            Audience.OWNER,
        ),
    )


RULE = WarningRule(
    KEY,
    "Stage outstayed",
    find,
    Subject.PRODUCT,
    tuple(f"lifecycle.{stage}_months" for stage in STAGES),
)
