"""Still yours? Asked in time, answered or passed on; the task twice leaves the same rows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from people.models import Notification, Person
from people.queries import today
from portfolio.kernel.errors import Conflict, Forbidden
from products.actions.confirmations import answer_confirmation, ask_and_escalate
from products.actions.policy import adopt_policy
from products.models import Confirmation, Product
from products.queries.promises import promise_of
from products.tasks import ask_for_confirmations
from products.values.ownership import ConfirmationAnswer, OwnershipPolicy
from tests.builders import BEGAN, make_person, make_product, own, set_stage
from tests.harness.people import Cast

POLICY = OwnershipPolicy()
DAY = timedelta(days=1)
MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(("days", "due"), [(179, False), (180, True), (181, True)])
def test_an_owner_is_due_after_half_a_year(days: int, due: bool) -> None:
    assert POLICY.is_due(MARCH, MARCH + days * DAY) is due


def test_the_days_of_an_answer_are_those_of_the_policy() -> None:
    policy = OwnershipPolicy.from_thresholds({"ownership.answer_days": 3})
    assert policy.answer_by(MARCH) == date(2026, 3, 4)
    assert policy.manager_may_act_until(MARCH) == date(2026, 3, 15)
    with pytest.raises(ValueError, match=r"ownership\.confirm_days"):
        OwnershipPolicy.from_thresholds({"ownership.confirm_days": 0})


@pytest.fixture
def marit(db: None) -> Person:
    """Marit owns Crew Roster since `BEGAN`; Ruben is her manager, Ines leads."""
    make_person("Ines Okafor", is_leadership=True)
    marit = make_person("Marit Halden", manager=make_person("Ruben Aalto"))
    own(marit, make_product("Crew Roster"))
    return marit


def told(person: str) -> list[str]:
    """What they were told, by its source's last word."""
    rows = Notification.objects.filter(person__slug=person).order_by("pk")
    return [source.rpartition(":")[2] for source in rows.values_list("source", flat=True)]


def test_the_owner_is_asked_once_and_only_when_due(marit: Person) -> None:
    ask_and_escalate(BEGAN + 179 * DAY)
    assert Confirmation.objects.count() == 0
    due = BEGAN + 180 * DAY
    for _ in range(2):
        ask_and_escalate(due)
    row = Confirmation.objects.get()
    assert (row.person, row.asked_on, row.due_on) == (marit, due, due + 14 * DAY)
    assert told("marit-halden") == ["asked"]


def test_silence_goes_to_the_manager_and_then_to_leadership(marit: Person) -> None:
    asked = BEGAN + 180 * DAY
    ask_and_escalate(asked)
    steps = [(14, [], []), (15, ["manager"], []), (29, ["manager"], []),
             (30, ["manager"], ["leadership"]), (31, ["manager"], ["leadership"])]  # fmt: skip
    for days, manager, leadership in steps:
        for _ in range(2):
            ask_and_escalate(asked + days * DAY)
        assert (told("ruben-aalto"), told("ines-okafor")) == (manager, leadership), days
    row = Confirmation.objects.get()
    assert (row.manager_told_on, row.leadership_told_on) == (asked + 15 * DAY, asked + 30 * DAY)


def test_without_a_manager_leadership_hears_at_once(marit: Person) -> None:
    marit.manager = None
    marit.save()
    ask_and_escalate(BEGAN + 180 * DAY)
    ask_and_escalate(BEGAN + 195 * DAY)
    assert told("ines-okafor") == ["leadership"]


def test_a_yes_is_good_for_half_a_year(marit: Person) -> None:
    ask_for_confirmations()
    row = answer_confirmation(marit, Confirmation.objects.get(), ConfirmationAnswer.YES)
    ask_and_escalate(today() + 179 * DAY)
    assert Confirmation.objects.get() == row
    assert promise_of(row.cluster_id, today()).confirmed_on == today()
    ask_and_escalate(today() + 180 * DAY)
    assert Confirmation.objects.count() == 2


def test_a_no_is_leaderships_to_act_on(marit: Person) -> None:
    ask_for_confirmations()
    row, samir = Confirmation.objects.get(), make_person("Samir Haddad")
    for _ in range(2):
        answer_confirmation(marit, row, ConfirmationAnswer.NO, "I move on.", samir)
    row.refresh_from_db()
    assert (row.answer, row.suggested, told("ines-okafor")) == ("no", samir, ["no"])
    with pytest.raises(Conflict):
        answer_confirmation(marit, row, ConfirmationAnswer.YES)


def test_nobody_answers_for_somebody_else(marit: Person) -> None:
    ask_for_confirmations()
    with pytest.raises(Forbidden):
        answer_confirmation(make_person(), Confirmation.objects.get(), ConfirmationAnswer.YES)
    assert Confirmation.objects.get().answered_on is None


def test_a_question_overtaken_by_another_owner_lapses(marit: Person) -> None:
    ask_for_confirmations()
    row = Confirmation.objects.get()
    own(make_person("Samir Haddad"), row.cluster.products.get(), today())
    with pytest.raises(Conflict):
        answer_confirmation(marit, row, ConfirmationAnswer.YES)
    ask_for_confirmations()
    row.refresh_from_db()
    assert (row.answer, row.answered_on) == ("lapsed", today())
    assert Confirmation.objects.count() == 1


def test_nobody_is_asked_about_what_is_retired(marit: Person) -> None:
    set_stage(Product.objects.get(), "retired", BEGAN + DAY)
    ask_for_confirmations()
    assert Confirmation.objects.count() == 0


def test_the_policy_of_the_day_decides(marit: Person) -> None:
    adopt_policy(None, {"ownership.confirm_days": 10_000}, today())
    ask_for_confirmations()
    assert Confirmation.objects.count() == 0


def test_everybody_due_is_asked(cast: Cast) -> None:
    ask_for_confirmations()
    asked = Confirmation.objects.values_list("cluster__name", "person__name")
    assert set(asked) == {("Rostering", "Olga Owner"), ("Payslips", "Otto Other")}
