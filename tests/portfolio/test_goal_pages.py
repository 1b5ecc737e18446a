"""Goals, one goal as a tree, one objective, a product's purpose: what is told, as of when, to whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backlogs.actions import add_item
from backlogs.models import Outcome
from metrics.actions.goals import add_goal, say_purpose
from metrics.models import StrategicGoal
from people.queries import today
from tests.builders import BEGAN, make_metric, make_product, measure, set_stage, sign_in
from tests.harness.people import Cast
from tests.metrics.objective_builders import (
    last_quarter,
    make_objective,
    make_result,
    said,
    this_quarter,
)

pytestmark = pytest.mark.django_db
PAST = f"?at={last_quarter().slug}"


@pytest.fixture
def goal(cast: Cast) -> StrategicGoal:
    return add_goal(None, name="Trains on time", opened_on=BEGAN)


def seen(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as found:
        seen(client, url)
    return len(found)


def test_progress_rolls_up_and_what_is_not_scored_is_named(
    cast: Cast, client: Client, goal: StrategicGoal
) -> None:
    first = make_objective("Plans people trust", goal=goal, product=cast.planner)
    half = make_result(first, "Calls", 10, 0)
    said(half, today(), 5)
    make_result(first, "Rest", 0, 4)
    make_objective("Quiet nights", goal=goal, cluster=cast.rostering)
    page = seen(sign_in(client, cast.employee), "/goals/")
    assert page.count("50\u00a0%") >= 2
    assert "without a number: Rest" in page
    assert "1 of 2 scored; without a number: Quiet nights" in page
    assert "(5 \u2212 10) \u00f7 (0 \u2212 10), kept between 0 and 1 = 50\u00a0%" in page
    assert "No key result: two to five tell whether the objective is reached." in page


def test_a_page_of_the_past_tells_what_held_then(
    cast: Cast, client: Client, goal: StrategicGoal
) -> None:
    quarter = last_quarter()
    row = make_objective("Then", quarter=quarter, goal=goal, product=cast.planner)
    result = make_result(row)
    said(result, quarter.last_day, 2)
    make_objective("Today’s", goal=goal, product=cast.planner)
    add_goal(None, name="Brand new", opened_on=today())
    sign_in(client, cast.leader)
    then, now = seen(client, f"/goals/{PAST}"), seen(client, "/goals/")
    assert [words in then for words in ("Then", "Today’s", "Brand new", "80\u00a0%")] == [
        True,
        False,
        False,
        True,
    ]
    assert [words in now for words in (">Then<", "Today’s", "Brand new")] == [False, True, True]
    assert "New goal" not in then
    assert client.get(f"/goals/brand-new/{PAST}").status_code == 404


def test_a_metric_feeds_a_key_result_by_its_quarter(cast: Cast, client: Client) -> None:
    quarter = last_quarter()
    metric = make_metric(cast.planner, "Adoption", None)
    measure(metric, quarter.previous().last_day, 10)
    measure(metric, quarter.start, 40)
    row = make_objective(product=cast.planner, quarter=quarter)
    make_result(row, "Crews who use it", 10, 50, metric=metric)
    page = seen(sign_in(client, cast.employee), f"/objectives/{row.pk}/")
    assert "75\u00a0%" in page
    assert "Adoption, mean of the quarter" in page
    measure(metric, today(), 50)  # another quarter's number changes nothing
    assert "75\u00a0%" in seen(client, f"/objectives/{row.pk}/")


def test_an_objective_shows_the_items_meant_to_move_it(
    cast: Cast, client: Client, goal: StrategicGoal
) -> None:
    row = make_objective(product=cast.planner, goal=goal)
    result = make_result(row)
    item = add_item(cast.owner, cast.planner, title="Tell people by message")
    Outcome.objects.create(
        item=item, key_result=result, value_from=Decimal(10), value_to=Decimal(4), due_on=today()
    )
    sign_in(client, cast.employee)
    for url in (f"/objectives/{row.pk}/", "/goals/trains-on-time/"):
        page = seen(client, url)
        assert f"CP-{item.number}" in page
        assert "10 \u2192 4 by" in page


def test_what_is_offered_depends_on_whose_it_is(cast: Cast, client: Client) -> None:
    own, shared = make_objective(product=cast.planner), make_objective("Shared")
    for row in (own, shared):
        make_result(row)
    words = ("Check in on", "Add key result")
    offered = {
        (who, row.title): [word in seen(sign_in(client, getattr(cast, who)), f"/objectives/{row.pk}/") for word in words]
        for who in ("employee", "member", "owner", "leader")
        for row in (own, shared)
    }  # fmt: skip
    nothing, check, everything = [False, False], [True, False], [True, True]
    assert offered == {
        ("employee", "Fewer calls"): nothing, ("employee", "Shared"): nothing,
        ("member", "Fewer calls"): check, ("member", "Shared"): nothing,
        ("owner", "Fewer calls"): everything, ("owner", "Shared"): nothing,
        ("leader", "Fewer calls"): nothing, ("leader", "Shared"): everything,
    }  # fmt: skip


def test_leadership_sees_the_gaps(cast: Cast, client: Client, goal: StrategicGoal) -> None:
    add_goal(None, name="Calm travel", opened_on=BEGAN)
    say_purpose(None, cast.planner, BEGAN, goals=[goal])
    set_stage(cast.payslips, "retired", date(2026, 1, 1))
    page = seen(sign_in(client, cast.leader), "/goals/?tab=gaps")
    assert [name in page for name in ("Calm travel", ">Trains on time<")] == [True, False]
    assert [name in page for name in ("Shift swaps", "Crew planner", "Payslips")] == [
        True,
        False,
        False,
    ]
    assert "1 of 2 living products" in page
    assert client.get("/goals/?tab=nothing").status_code == 404
    sign_in(client, cast.owner)
    assert client.get("/goals/?tab=gaps").status_code == 404
    assert "Gaps" not in seen(client, "/goals/")


def test_a_product_says_what_it_is_for(cast: Cast, client: Client, goal: StrategicGoal) -> None:
    url = "/products/crew-planner/"
    sign_in(client, cast.owner)
    assert "Nobody has said yet why it exists." in seen(client, url)
    assert "Answer three questions" in seen(client, f"{url}?tab=goals")
    say_purpose(None, cast.planner, today(), goals=[goal], why="Crews need a plan.")
    make_objective("Ours", cluster=cast.rostering)
    left = make_objective("Left", quarter=last_quarter(), product=cast.planner)
    make_result(left)
    for page in (seen(client, url), seen(client, f"{url}?tab=goals")):
        assert "Crews need a plan." in page
        assert "Trains on time" in page
    goals = seen(client, f"{url}?tab=goals")
    assert [word in goals for word in (">Ours<", ">Left<", "New objective")] == [True, True, True]
    assert "Crews need a plan." not in seen(client, f"{url}{PAST}&tab=goals")
    assert ">Left<" not in seen(sign_in(client, cast.employee), f"{url}?tab=goals")


def test_lists_cost_the_same_for_few_and_many(
    cast: Cast, client: Client, goal: StrategicGoal
) -> None:
    def more(count: int) -> None:
        for _ in range(count):
            product = make_product()
            say_purpose(None, product, BEGAN, goals=[goal])
            metric = make_metric(product)
            row = make_objective(goal=goal, product=product)
            make_result(row, "By metric", 1, 2, metric=metric)
            said(make_result(row), today(), 5)

    urls = ("/goals/", "/goals/?tab=objectives", "/goals/?tab=gaps", "/goals/trains-on-time/")
    sign_in(client, cast.leader)
    more(2)
    few = [queries(client, url) for url in urls]
    more(6)
    assert [queries(client, url) for url in urls] == few
    assert max(few) <= 16


def test_quarters_are_apart(cast: Cast, client: Client) -> None:
    ahead = make_objective("Ahead", quarter=this_quarter().next(), written_on=today())
    sign_in(client, cast.leader)
    assert "Planned" in seen(client, f"/objectives/{ahead.pk}/")
    assert client.get(f"/objectives/{ahead.pk}/{PAST}").status_code == 404
    assert ">Ahead<" not in seen(client, "/goals/?tab=objectives")
