"""A growing product that serves none of the goals is warned of, late and once for its cluster."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.actions.goals import add_goal, close_goal, say_purpose
from products.queries import policy_on
from reviews.rules.aimless import find
from reviews.rules.finding import Scope
from tests.builders import make_cluster, make_person, make_product, set_stage

pytestmark = pytest.mark.django_db
BEFORE, DAY = date(2026, 6, 29), date(2026, 6, 30)


def warned(day: date) -> list[tuple[str, date, int]]:
    found = find(Scope(day, policy_on(day)))
    return [(one.subject_name, one.since, one.consecutive_quarters) for one in found]


def test_without_goals_nobody_is_without_one() -> None:
    make_product("Gatehouse")
    assert warned(DAY) == []


def test_it_is_told_after_two_ends_of_quarters_once_for_a_cluster() -> None:
    add_goal(None, name="Calm travel", opened_on=date(2026, 1, 10))
    cluster = make_cluster("Yard")
    make_product("Gatehouse", cluster)
    make_product("Berths", cluster)
    set_stage(make_product("Settled"), "maturity", date(2025, 1, 1))
    assert warned(BEFORE) == []
    assert warned(DAY) == [("Yard", date(2026, 1, 10), 2)]
    (finding,) = find(Scope(DAY, policy_on(DAY)))
    assert finding.sentence == (
        "Yard builds up what serves no goal since 10 January 2026: Berths and Gatehouse, "
        "beside 1 goal of the organisation."
    )


def test_serving_a_goal_is_counted_until_it_ends() -> None:
    goal = add_goal(None, name="Calm travel", opened_on=date(2025, 1, 1))
    other = add_goal(None, name="Night trains", opened_on=date(2025, 1, 1))
    product = make_product("Gatehouse")
    assert warned(DAY) == [("Gatehouse", date(2025, 1, 1), 6)]
    say_purpose(None, product, date(2025, 7, 1), goals=[goal])
    assert warned(DAY) == []
    close_goal(make_person(), goal, date(2026, 1, 1), "Reached.")
    assert warned(DAY) == [("Gatehouse", date(2026, 1, 1), 2)]
    say_purpose(None, product, DAY, goals=[goal, other])
    assert warned(DAY) == []
