"""Goals are leadership's to write; what a product is for is its owner's to say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from metrics.actions.goals import add_goal, say_purpose
from metrics.models import GoalContribution, ProductPurpose, StrategicGoal
from metrics.queries.purposes import purpose_page
from people.queries import today
from tests.builders import sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
WORDS = {"name": "Trains on time", "sentence": "95 of 100 leave as promised.", "position": "1"}
PURPOSE = "/products/crew-planner/purpose/"
ANSWERS = {
    "why": "Crews need a plan.",
    "contribution": "No crew, no train.",
    "choice": "Half would.",
}


@pytest.fixture
def leader(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.leader)


@pytest.fixture
def goal(cast: Cast) -> StrategicGoal:
    return add_goal(None, name="Trains on time", opened_on=date(2026, 1, 1))


def test_leadership_writes_a_goal(leader: Client) -> None:
    answer = leader.post("/goals/new/", {**WORDS, "opened_on": "2026-01-01"})
    assert answer["Location"] == "/goals/trains-on-time/"
    made = StrategicGoal.objects.get()
    assert (made.name, made.position, made.opened_on) == (
        "Trains on time", 1, date(2026, 1, 1),
    )  # fmt: skip


def test_a_goal_says_what_reaching_it_looks_like(leader: Client) -> None:
    answer = leader.post("/goals/new/", {**WORDS, "sentence": "", "opened_on": "2026-01-01"})
    assert answer.status_code == 422
    assert "required" in answer.content.decode()
    assert not StrategicGoal.objects.exists()


def test_two_who_edit_a_goal_see_both_versions(leader: Client, goal: StrategicGoal) -> None:
    form = {**WORDS, "version": "1"}
    assert leader.post("/goals/trains-on-time/profile/", form).status_code == 302
    answer = leader.post("/goals/trains-on-time/profile/", {**form, "name": "Trains"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Name: Trains on time" in page
    assert "Name: Trains</pre>" in page
    goal.refresh_from_db()
    assert (goal.name, goal.version) == ("Trains on time", 2)


def test_a_goal_is_closed_with_how_it_went(leader: Client, goal: StrategicGoal) -> None:
    day = today().isoformat()
    early = {"on": "2025-12-31", "note": "Reached."}
    assert leader.post("/goals/trains-on-time/closure/", early).status_code == 422
    leader.post("/goals/trains-on-time/closure/", {"on": day, "note": "Reached."})
    leader.post("/goals/trains-on-time/closure/", {"on": day, "note": "Once more."})
    goal.refresh_from_db()
    assert (goal.closed_on, goal.closing_note, goal.version) == (today(), "Reached.", 2)
    assert list(StrategicGoal.objects.on(today())) == []
    assert list(StrategicGoal.objects.on(today() - timedelta(days=1))) == [goal]


def test_an_owner_answers_three_questions(cast: Cast, client: Client, goal: StrategicGoal) -> None:
    sign_in(client, cast.owner)
    assert "Trains on time" in client.get(PURPOSE).content.decode()
    answer = client.post(PURPOSE, {**ANSWERS, "goals": [goal.pk], "version": "0"})
    assert answer["Location"] == "/products/crew-planner/?tab=goals"
    found = purpose_page(cast.planner, today())
    assert found.answers == ANSWERS
    assert (found.goals, found.said_by, found.since) == ([goal], "Olga Owner", today())


def test_what_was_said_before_stays_for_its_days(cast: Cast, goal: StrategicGoal) -> None:
    other = add_goal(None, name="Calm travel", opened_on=date(2026, 1, 1))
    spring, summer = date(2026, 3, 1), date(2026, 7, 1)
    say_purpose(None, cast.planner, spring, goals=[goal], why="Crews need a plan.")
    say_purpose(None, cast.planner, summer, goals=[other], why="Crews need rest.")
    say_purpose(None, cast.planner, summer, goals=[other], why="Crews need rest.")
    before, after = (purpose_page(cast.planner, day) for day in (date(2026, 6, 30), summer))
    assert (before.answers["why"], before.goals) == ("Crews need a plan.", [goal])
    assert (after.answers["why"], after.goals) == ("Crews need rest.", [other])
    assert (ProductPurpose.objects.count(), GoalContribution.objects.count()) == (2, 2)
    assert not purpose_page(cast.planner, date(2026, 2, 28)).is_answered


def test_answers_given_meanwhile_are_not_lost(cast: Cast, client: Client) -> None:
    sign_in(client, cast.owner)
    say_purpose(None, cast.planner, today(), goals=[], why="Theirs.")
    answer = client.post(PURPOSE, {**ANSWERS, "why": "Mine.", "version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert ProductPurpose.objects.get().why == "Theirs."
