"""Retirement without a way out: no answer, no date, or a date that is over with users left."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from portfolio.kernel.numbers import shown
from portfolio.kernel.words import joined, spoken
from products.calculations.stuck import Lack, lacks
from products.queries.way_out import ways_out
from products.values import Stage
from products.values.lifecycle import LifecyclePolicy, WayOut
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.rules.staged import Staged, finding, staged

KEY = "retirement_without_way_out"
CLEARS: Final = {
    "answer": "a successor is named, or why none is needed",
    "date": "a day is named by which everybody has moved",
    "late": "everybody has moved, or a new day is named",
}


def find(scope: Scope) -> list[Finding]:
    """Products in retirement that lack something for too long, in eight statements."""
    policy = LifecyclePolicy.from_thresholds(scope.policy.thresholds)
    leaving = staged(scope, [Stage.RETIREMENT])
    ways = ways_out([one.product.pk for one in leaving], scope.day)
    found = [(one, lacks(ways[one.product.pk], one.since, scope.day, policy)) for one in leaving]
    return [
        _finding(scope, one, missing, ways[one.product.pk], policy)
        for one, missing in found
        if missing
    ]


def _finding(
    scope: Scope, one: Staged, missing: list[Lack], way: WayOut, policy: LifecyclePolicy
) -> Finding:
    words = joined([lack.words for lack in missing])
    return finding(
        KEY,
        scope,
        one,
        Severity.RISK,
        f"{one.product.name} retires without a way out since {spoken(missing[0].since)}: {words}.",
        missing[0].since,
        {
            "retiring_since": one.since.isoformat(),
            "lacks": [{"what": one.code, "since": one.since.isoformat()} for one in missing],
            "migrate_by": way.migrate_by.isoformat() if way.migrate_by else None,
            "moved_percent": shown(way.moved, 2) if way.moved is not None else None,
            "policy": {"lifecycle.plan_days": policy.plan_days},
        },
        f"Cleared once {joined([CLEARS[lack.code] for lack in missing])}.",
        NextStep("Open the way out", reverse("products:retirement", args=[one.product.slug])),
    )


RULE = WarningRule(
    KEY, "Retirement without a way out", find, Subject.PRODUCT, ("lifecycle.plan_days",)
)
