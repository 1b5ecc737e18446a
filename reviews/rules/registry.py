"""Every warning rule, in the order in which people read them.

A new rule is a module beside this one and a line here; jobs, command, pages and packets follow.
"""

from __future__ import annotations

from portfolio.kernel.reading import reading_once
from reviews.rules import (
    aimless,
    fruitless,
    lapsed_deviation,
    off_target,
    orphan,
    ownership_load,
    retirement,
    review_overdue,
    split,
    stage_outstayed,
    stale_backlog,
    stale_metrics,
    unfit_metrics,
    unstable_team,
)
from reviews.rules.finding import Finding, Scope, WarningRule

RULES: tuple[WarningRule, ...] = (
    ownership_load.RULE,
    orphan.RULE,
    off_target.RULE,
    lapsed_deviation.RULE,
    stale_metrics.RULE,
    unfit_metrics.RULE,
    aimless.RULE,
    split.RULE,
    fruitless.RULE,
    stage_outstayed.RULE,
    retirement.RULE,
    stale_backlog.RULE,
    unstable_team.RULE,
    review_overdue.RULE,
)
BY_KEY = {rule.key: rule for rule in RULES}
TITLES = {rule.key: rule.title for rule in RULES}


def find_all(scope: Scope) -> list[Finding]:
    """What every rule finds, in the order of the rules and then of the subjects' names."""
    with reading_once():
        return [
            finding
            for rule in RULES
            for finding in sorted(rule.find(scope), key=lambda f: (f.subject_name, f.subject_slug))
        ]
