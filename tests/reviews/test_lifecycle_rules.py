"""Outstayed stages, retirements without a way out, stale backlogs, unstable teams."""

from __future__ import annotations

from datetime import date, datetime
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backlogs.actions import add_item
from backlogs.models import Backlog, Item
from products.actions.retirement import keep_plan, note_progress
from products.actions.teams import join_team, leave_team
from products.models import PolicyVersion
from products.queries import policy_on
from reviews.actions.warnings import evaluate_and_store
from reviews.models import PortfolioWarning
from reviews.rules import retirement, stage_outstayed, stale_backlog, unstable_team
from reviews.rules.finding import Finding, Scope
from tests.builders import make_cluster, make_person, make_product, set_stage
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
BEGAN = date(2024, 1, 1)


def found(rule: ModuleType, day: date, **scope: Any) -> list[Finding]:
    return list(rule.find(Scope(day, policy_on(day), **scope)))


def told(rule: ModuleType, day: date) -> list[tuple[str, date, int]]:
    rows = found(rule, day)
    return [(row.subject_name, row.since, row.consecutive_quarters) for row in rows]


def test_a_stage_outstays_on_the_day_the_policy_says(cast: Cast) -> None:
    """All three began on 1 January 2024 in introduction, which may last twelve months."""
    set_stage(cast.swaps, "growth", date(2024, 6, 1))
    set_stage(cast.payslips, "maturity", date(2024, 6, 1))
    assert told(stage_outstayed, date(2024, 12, 31)) == []
    assert told(stage_outstayed, date(2025, 1, 1)) == [("Crew planner", date(2025, 1, 1), 0)]
    (one,) = found(stage_outstayed, date(2025, 6, 30))
    assert (one.consecutive_quarters, one.severity) == (2, "watch")
    assert one.sentence == (
        "Crew planner is in introduction since 1 January 2024, longer than 12 months."
    )
    assert one.step.url == "/products/crew-planner/stage/"
    assert found(stage_outstayed, date(2026, 1, 1))[0].severity == "risk"
    assert found(stage_outstayed, date(2026, 1, 1), cluster_ids=[cast.payroll.pk]) == []
    PolicyVersion.objects.create(
        number=2, effective_from=date(2025, 4, 1), thresholds={"lifecycle.introduction_months": 24}
    )
    assert told(stage_outstayed, date(2025, 3, 31)) == [("Crew planner", date(2025, 1, 1), 1)]
    assert told(stage_outstayed, date(2025, 4, 1)) == []


def test_a_warning_about_a_product_is_stored_and_resolves(cast: Cast) -> None:
    for _ in range(2):
        evaluate_and_store(date(2025, 6, 30))
    rows = PortfolioWarning.objects.open().filter(rule="stage_outstayed")
    assert rows.filter(product=cast.planner).count() == 1
    set_stage(cast.planner, "growth", date(2025, 7, 1))
    evaluate_and_store(date(2025, 7, 1))
    assert not rows.filter(product=cast.planner).exists()


def test_a_retirement_needs_a_way_out(cast: Cast) -> None:
    set_stage(cast.payslips, "retirement", date(2025, 1, 1))
    assert told(retirement, date(2025, 3, 31)) == []
    assert told(retirement, date(2025, 4, 1)) == [("Payslips", date(2025, 4, 1), 0)]
    assert found(retirement, date(2025, 4, 1))[0].sentence == (
        "Payslips retires without a way out since 1 April 2025: nobody has said what comes after "
        "it and no day is named by which its users have moved."
    )
    keep_plan(
        None, cast.payslips, 0, on=date(2025, 5, 1), none_needed="Paper ends.", users_total=10,
        migrate_by=date(2025, 9, 30),
    )  # fmt: skip
    assert told(retirement, date(2025, 4, 30)) == [("Payslips", date(2025, 4, 1), 0)]
    assert told(retirement, date(2025, 9, 30)) == []
    (late,) = found(retirement, date(2025, 12, 31))
    assert (late.since, late.consecutive_quarters) == (date(2025, 10, 1), 1)
    assert late.clears == "Cleared once everybody has moved, or a new day is named."
    note_progress(None, cast.payslips, date(2026, 1, 15), moved=10)
    assert told(retirement, date(2026, 1, 14)) == [("Payslips", date(2025, 10, 1), 1)]
    assert told(retirement, date(2026, 1, 15)) == []


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Berlin"))


def test_a_backlog_nobody_tends_goes_stale(cast: Cast) -> None:
    item = add_item(cast.owner, cast.planner, title="One")
    Item.objects.filter(pk=item.pk).update(created_at=at(date(2026, 1, 1)))
    item.events.update(at=at(date(2026, 1, 1)))
    Backlog.objects.filter(cluster=cast.rostering).update(refined_at=at(date(2026, 2, 1)))
    assert told(stale_backlog, date(2026, 5, 1)) == []
    assert told(stale_backlog, date(2026, 5, 2)) == [("Rostering", date(2026, 5, 2), 0)]
    (one,) = found(stale_backlog, date(2026, 7, 1))
    assert one.sentence == (
        "The backlog of Rostering was last put in order or refined on 1 February 2026, "
        "150 days ago; 1 item is open."
    )
    assert one.consecutive_quarters == 1
    Backlog.objects.filter(cluster=cast.rostering).update(refined_at=None)
    assert told(stale_backlog, date(2026, 3, 31)) == []
    assert told(stale_backlog, date(2026, 4, 1)) == [("Rostering", date(2026, 4, 1), 0)]
    set_stage(cast.planner, "retired", date(2026, 4, 1))
    set_stage(cast.swaps, "retired", date(2026, 4, 1))
    assert told(stale_backlog, date(2026, 4, 1)) == []


def test_a_team_that_does_not_stay_together() -> None:
    cluster = make_cluster("Yard")
    make_product("Gatehouse", cluster)
    people = [make_person() for _ in range(4)]
    for person in people:
        join_team(None, cluster, person, BEGAN)
    assert told(unstable_team, date(2025, 12, 31)) == []
    for person in people[:3]:
        leave_team(None, cluster, person, date(2026, 1, 1))
    assert told(unstable_team, date(2025, 12, 31)) == []
    assert told(unstable_team, date(2026, 1, 1)) == [("Yard", date(2026, 1, 1), 0)]
    (one,) = found(unstable_team, date(2026, 7, 1))
    assert (one.since, one.consecutive_quarters) == (date(2026, 1, 1), 2)
    assert one.sentence == (
        "The team of Yard does not stay together: 1 of 4 members of four quarters ago are still "
        "there."
    )
    PolicyVersion.objects.create(
        number=2, effective_from=date(2026, 7, 2), thresholds={"teams.kept_share": "0.25"}
    )
    assert told(unstable_team, date(2026, 7, 2)) == []
