"""Every rule on the days around its threshold, over missing quarters, changed policies, the past.

A row says on which days a rule speaks, since when and at how many ends of quarters, and on which
it does not. All facts, later ones too, and the change of policy are there before the first day is
asked for: whatever a day says, it says as of that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType

import pytest

from products.models import PolicyVersion
from products.queries import policy_on
from reviews.queries.warning_thresholds import thresholds_of
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
from tests.reviews.rule_worlds import (
    accepted,
    carries_two,
    crowded,
    monthly,
    on,
    owned_with_a_gap,
    retires,
    reviewed_in_april,
    serves_nothing,
    ships_silently,
    stays,
    team_of_four,
    tended_in_february,
    tracks,
    yearly,
)

SILENT: tuple[()] = ()
Told = tuple[str, int] | tuple[()]


@dataclass(frozen=True)
class Case:
    """What is given, the day from which other thresholds hold, and what each day says."""

    rule: ModuleType
    given: Callable[[], None]
    told: Mapping[str, Told]
    changed_on: str = ""
    thresholds: Mapping[str, object] = field(default_factory=dict)


CASES = {
    "load: over, allowed for a quarter, over again": Case(
        ownership_load, carries_two,
        {"2025-10-14": SILENT, "2025-10-15": ("2025-10-15", 0), "2025-12-31": ("2025-10-15", 1),
         "2026-03-31": ("2025-10-15", 2), "2026-04-01": SILENT, "2026-06-30": SILENT},
        "2026-04-01", {"load.active_ceiling": 2, "load.triage_active_strained": 3},
    ),
    "orphan: from the day one leaves to the day before another comes": Case(
        orphan, owned_with_a_gap,
        {"2026-06-23": SILENT, "2026-06-24": ("2026-06-24", 0), "2026-06-30": ("2026-06-24", 1),
         "2026-07-10": ("2026-06-24", 1), "2026-07-11": SILENT},
    ),
    "clock: 90 days for health, then 120": Case(
        off_target, yearly("2026-01-31"),
        {"2026-05-01": SILENT, "2026-05-02": ("2026-05-02", 0), "2026-05-09": ("2026-05-02", 0),
         "2026-05-10": SILENT, "2026-05-31": SILENT, "2026-06-01": ("2026-06-01", 0),
         "2026-06-30": ("2026-06-01", 1)},
        "2026-05-10", {"metrics.reaction_days_health": 120},
    ),
    "clock: 180 days for value": Case(
        off_target, yearly("2026-01-31", level="business"),
        {"2026-07-30": SILENT, "2026-07-31": ("2026-07-31", 0)},
    ),
    "clock: a quarter without a number does not break the run": Case(
        off_target, yearly("2025-09-30", "2026-01-31"),
        {"2025-12-29": SILENT, "2025-12-30": ("2025-12-30", 0), "2026-03-31": ("2025-12-30", 2)},
    ),
    "deviation: lapsed the day after its last, until accepted anew": Case(
        lapsed_deviation, accepted(anew="2026-07-02"),
        {"2026-02-28": SILENT, "2026-04-30": SILENT, "2026-05-01": ("2026-05-01", 0),
         "2026-07-01": ("2026-05-01", 1), "2026-07-02": SILENT, "2026-09-01": ("2026-09-01", 0)},
    ),
    "deviation: one ended by hand does not lapse": Case(
        lapsed_deviation, accepted(ended="2026-04-10"), {"2026-04-10": SILENT, "2026-05-01": SILENT}
    ),
    "stale: older than 46.5 days, then than 62": Case(
        stale_metrics, monthly("2026-03-01", "2026-06-01"),
        {"2026-04-16": SILENT, "2026-04-17": ("2026-04-17", 0), "2026-04-19": ("2026-04-17", 0),
         "2026-04-20": SILENT, "2026-05-02": SILENT, "2026-05-03": ("2026-05-03", 0),
         "2026-05-31": ("2026-05-03", 0), "2026-06-01": SILENT},
        "2026-04-20", {"metrics.stale_after_cadences": "2"},
    ),
    "stale: over quarters without any number": Case(
        stale_metrics, monthly("2025-11-30"), {"2026-06-30": ("2026-01-16", 2)}
    ),
    "set: two are too few": Case(
        unfit_metrics, tracks(2),
        {"2026-06-29": SILENT, "2026-06-30": ("2026-05-04", 1), "2026-09-30": ("2026-05-04", 2)},
    ),
    "set: three are enough": Case(unfit_metrics, tracks(3), {"2026-06-30": SILENT}),
    "set: five are not too many": Case(unfit_metrics, tracks(5), {"2026-06-30": SILENT}),
    "set: six are, until the policy allows six": Case(
        unfit_metrics, tracks(6),
        {"2026-06-29": SILENT, "2026-06-30": ("2026-05-04", 1), "2026-07-01": SILENT},
        "2026-07-01", {"metrics.most": 6},
    ),
    "goal: at the second end of a quarter, then at the third": Case(
        aimless, serves_nothing,
        {"2026-06-29": SILENT, "2026-06-30": ("2026-01-10", 2), "2026-07-01": SILENT,
         "2026-09-29": SILENT, "2026-09-30": ("2026-01-10", 3)},
        "2026-07-01", {"metrics.aimless_quarters": 3},
    ),
    "split: two quarters in a row, then three": Case(
        split, crowded("2025-11-15", "2026-02-15", "2026-05-15"),
        {"2026-03-30": SILENT, "2026-03-31": ("2026-03-31", 1), "2026-04-01": SILENT,
         "2026-06-29": SILENT, "2026-06-30": ("2026-06-30", 1)},
        "2026-04-01", {"split.quarters": 3},
    ),
    "split: a quarter in which nothing was shipped breaks the row": Case(
        split, crowded("2025-11-15", "2026-05-15"), {"2026-03-31": SILENT, "2026-06-30": SILENT}
    ),
    "outcomes: from 90 to 269 days after shipping, then only from six on": Case(
        fruitless, ships_silently,
        {"2026-06-09": SILENT, "2026-06-10": ("2026-06-10", 0), "2026-06-29": ("2026-06-10", 0),
         "2026-06-30": ("2026-06-10", 1), "2026-09-30": ("2026-06-10", 2), "2026-10-01": SILENT},
        "2026-10-01", {"outcomes.minimum": 6},
    ),
    "outcomes: what was shipped 270 days ago is not asked for any more": Case(
        fruitless, ships_silently, {"2026-12-06": ("2026-06-10", 2), "2026-12-07": SILENT}
    ),
    "stage: growth for 36 months, then 40": Case(
        stage_outstayed, stays("growth"),
        {"2026-01-30": SILENT, "2026-01-31": ("2026-01-31", 0), "2026-03-31": ("2026-01-31", 1),
         "2026-04-01": SILENT, "2026-05-30": SILENT, "2026-05-31": ("2026-05-31", 0)},
        "2026-04-01", {"lifecycle.growth_months": 40},
    ),
    "stage: retirement for 18 months": Case(
        stage_outstayed, stays("retirement"),
        {"2024-07-30": SILENT, "2024-07-31": ("2024-07-31", 0), "2024-12-31": ("2024-07-31", 2)},
    ),
    "stage: maturity has no end": Case(stage_outstayed, stays("maturity"), {"2040-01-01": SILENT}),
    "retirement: 90 days without a plan, then 120": Case(
        retirement, retires(),
        {"2025-03-31": SILENT, "2025-04-01": ("2025-04-01", 0), "2025-04-09": ("2025-04-01", 0),
         "2025-04-10": SILENT, "2025-04-30": SILENT, "2025-05-01": ("2025-05-01", 0)},
        "2025-04-10", {"lifecycle.plan_days": 120},
    ),
    "retirement: one user of ten is left the day after": Case(
        retirement, retires(moved=9),
        {"2025-09-30": SILENT, "2025-10-01": ("2025-10-01", 0), "2026-03-31": ("2025-10-01", 2)},
    ),
    "retirement: everybody has moved": Case(retirement, retires(moved=10), {"2025-10-01": SILENT}),
    "backlog: untended for 90 days, then for 120": Case(
        stale_backlog, tended_in_february,
        {"2026-05-01": SILENT, "2026-05-02": ("2026-05-02", 0), "2026-05-09": ("2026-05-02", 0),
         "2026-05-10": SILENT, "2026-05-31": SILENT, "2026-06-01": ("2026-06-01", 0),
         "2026-09-30": ("2026-06-01", 2)},
        "2026-05-10", {"backlog.list_stale_days": 120},
    ),
    "team: a quarter of it is left, until the policy is content": Case(
        unstable_team, team_of_four(3),
        {"2026-02-09": SILENT, "2026-02-10": ("2026-02-10", 0), "2026-02-28": ("2026-02-10", 0),
         "2026-06-30": ("2026-02-10", 2), "2026-07-01": SILENT},
        "2026-07-01", {"teams.kept_share": "0.25"},
    ),
    "team: half of it is enough": Case(unstable_team, team_of_four(2), {"2026-02-10": SILENT}),
    "review: 14 days after the period, then 30": Case(
        review_overdue, reviewed_in_april,
        {"2026-07-15": SILENT, "2026-07-16": ("2026-07-16", 0), "2026-07-19": ("2026-07-16", 0),
         "2026-07-20": SILENT, "2026-07-31": SILENT, "2026-08-01": ("2026-08-01", 0),
         "2026-09-30": ("2026-08-01", 1)},
        "2026-07-20", {"reviews.overdue_days": 30},
    ),
}  # fmt: skip


def found(rule: ModuleType, day: date) -> list[Finding]:
    return list(rule.find(Scope(day, policy_on(day))))


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_a_rule_around_its_threshold(name: str) -> None:
    case = CASES[name]
    case.given()
    if case.changed_on:
        PolicyVersion.objects.create(
            number=2, effective_from=on(case.changed_on), thresholds=case.thresholds
        )
    said = {day: found(case.rule, on(day)) for day in case.told}
    assert {
        day: [(one.since.isoformat(), one.consecutive_quarters) for one in findings]
        for day, findings in said.items()
    } == {day: [told] if told else [] for day, told in case.told.items()}
    for day, findings in said.items():
        assert all(is_whole(case.rule.RULE, one, on(day)) for one in findings)


def is_whole(rule: WarningRule, one: Finding, day: date) -> bool:
    """It says what would clear it and a next step; its thresholds, where told, are those in force.

    What only limits how something is entered is shown beside the warning and not in its evidence.
    """
    known = {row.key: row.value for row in thresholds_of(rule.thresholds, policy_on(day))}
    told = {key: str(value) for key, value in one.evidence.get("policy", {}).items()}
    shared = known.keys() & told.keys()
    assert {key: told[key] for key in shared} == {key: known[key] for key in shared}
    assert bool(shared) is bool(known.keys() - {"metrics.deviation_days"})
    return bool(one.clears.endswith(".") and one.step.label and one.step.url.startswith("/"))
