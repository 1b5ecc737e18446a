"""A cluster changes hands by agreement: proposed, answered, withdrawn, overtaken, twice at once."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from people.actions.persons import deactivate_person
from people.models import Notification, Person
from people.queries import today
from portfolio.kernel.errors import Conflict, DomainError, Forbidden, Refused
from products.actions.departures import person_leaves
from products.actions.handovers import (
    accept_handover,
    decline_handover,
    propose_handover,
    tick_point,
    withdraw_handover,
)
from products.actions.ownership import assign_owner
from products.models import Handover, Ownership
from products.queries.owners import current_owner
from products.queries.promises import promise_of
from products.values.ownership import HandoverPoint, HandoverState
from tests.builders import make_person
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def propose(cast: Cast, taker: Person, on: date | None = None, seen: str = "") -> Handover:
    """Leadership asks somebody to take over Rostering from Olga."""
    seen = seen or cast.owner.slug
    return propose_handover(cast.leader, cast.rostering, taker, on or today(), "Olga moves.", seen)


def owner(cast: Cast, day: date | None = None) -> Person | None:
    return current_owner(cast.rostering, day or today())


def test_until_it_is_accepted_the_old_owner_stays(cast: Cast) -> None:
    handover = propose(cast, cast.member)
    assert owner(cast) == cast.owner
    accept_handover(cast.member, handover)
    assert (owner(cast), owner(cast, today() - WEEK)) == (cast.member, cast.owner)
    told = set(Notification.objects.values_list("person__slug", "source"))
    assert told == {
        ("mo-member", f"handover:{handover.pk}:asked"),
        ("olga-owner", f"handover:{handover.pk}:proposed"),
        ("lea-leader", f"handover:{handover.pk}:accepted"),
        ("olga-owner", f"handover:{handover.pk}:accepted"),
    }


def test_a_day_to_come_is_a_planned_ownership(cast: Cast) -> None:
    handover = accept_handover(cast.member, propose(cast, cast.member, today() + WEEK))
    assert (owner(cast), owner(cast, today() + WEEK)) == (cast.owner, cast.member)
    promise = promise_of(cast.rostering.pk, today())
    assert (promise.planned, promise.planned_on) == ("Mo Member", today() + WEEK)
    withdraw_handover(cast.leader, handover, "Not now.")
    assert owner(cast, today() + WEEK) == cast.owner
    assert Ownership.objects.filter(cluster=cast.rostering).count() == 1


def test_an_answer_that_comes_late_counts_from_its_own_day(cast: Cast) -> None:
    handover = propose(cast, cast.member)
    Handover.objects.update(effective_on=today() - WEEK)
    assert accept_handover(cast.member, handover).effective_on == today()
    assert owner(cast, today() - timedelta(days=1)) == cast.owner


def test_a_no_has_a_reason_and_changes_nothing(cast: Cast) -> None:
    handover = decline_handover(cast.member, propose(cast, cast.member), "I am full.")
    assert (handover.state, handover.answer) == (HandoverState.DECLINED, "I am full.")
    assert owner(cast) == cast.owner
    with pytest.raises(Conflict):
        accept_handover(cast.member, handover)


def test_everything_may_be_said_twice(cast: Cast) -> None:
    handover = propose(cast, cast.member)
    assert propose(cast, cast.member) == handover
    for _ in range(2):
        accept_handover(cast.member, handover)
    assert Ownership.objects.filter(cluster=cast.rostering).count() == 2
    other = propose(cast, cast.employee, seen=cast.member.slug)
    for _ in range(2):
        withdraw_handover(cast.leader, other)
    assert Handover.objects.get(pk=other.pk).state == HandoverState.WITHDRAWN


def test_an_orphan_is_taken_over_the_same_way(cast: Cast) -> None:
    deactivate_person(cast.admin, cast.owner, today())
    handover = propose_handover(cast.leader, cast.rostering, cast.member, today(), "", "")
    assert handover.giver is None
    accept_handover(cast.member, handover)
    assert owner(cast) == cast.member


def test_wrong_proposals_are_refused(cast: Cast) -> None:
    gone = make_person("Gerd Gone")
    deactivate_person(cast.admin, gone, today())
    make_person("Ines Other", is_leadership=True)
    wrong = [
        (gone, today(), Refused, "person_left"),
        (cast.owner, today(), Refused, "owner_already"),
        (cast.leader, today(), Refused, "oneself"),
        (cast.member, today() - WEEK, Refused, "in_past"),
    ]
    for taker, on, kind, code in wrong:
        with pytest.raises(kind) as refused:
            propose(cast, taker, on)
        assert refused.value.code == code
    with pytest.raises(Conflict) as stale:
        propose(cast, cast.member, seen="otto-other")
    assert stale.value.code == "owner_changed"
    assert Handover.objects.count() == 0


def test_one_proposal_at_a_time(cast: Cast) -> None:
    handover = propose(cast, cast.member)
    with pytest.raises(Conflict) as waits:
        propose(cast, cast.employee)
    assert waits.value.code == "handover_waits"
    accept_handover(cast.member, handover)
    accept_handover(
        cast.employee, propose(cast, cast.employee, today() + WEEK, seen=cast.member.slug)
    )
    with pytest.raises(Refused) as planned:
        propose(cast, cast.facilitator, today() + 2 * WEEK, seen=cast.member.slug)
    assert planned.value.code == "handover_planned"


def test_only_whoever_was_asked_answers(cast: Cast) -> None:
    handover = propose(cast, cast.member)
    for person in (cast.leader, cast.owner, cast.admin):
        with pytest.raises(Forbidden):
            accept_handover(person, handover)
        with pytest.raises(Forbidden):
            decline_handover(person, handover, "No.")
    assert Handover.objects.get().is_open


def test_a_proposal_overtaken_by_another_owner_is_void(cast: Cast) -> None:
    handover = propose(cast, cast.member)
    assign_owner(None, cast.rostering, cast.employee, today())
    with pytest.raises(Conflict) as overtaken:
        accept_handover(cast.member, handover)
    assert overtaken.value.code == "owner_changed"
    assert owner(cast) == cast.employee


def test_a_closed_cluster_is_not_taken_over(cast: Cast) -> None:
    handover = propose(cast, cast.member)
    cast.rostering.closed_on = today()
    cast.rostering.save()
    with pytest.raises(Refused) as closed:
        accept_handover(cast.member, handover)
    assert closed.value.code == "cluster_closed"
    assert owner(cast) == cast.owner


def test_an_owner_who_left_meanwhile_is_taken_over_from(cast: Cast) -> None:
    handover = propose(cast, cast.member)
    person_leaves(cast.admin, cast.owner, today())
    accept_handover(cast.member, handover)
    assert owner(cast) == cast.member


def test_what_somebody_who_leaves_was_to_take_over_stays(cast: Cast) -> None:
    handover = accept_handover(cast.member, propose(cast, cast.member, today() + WEEK))
    person_leaves(cast.admin, cast.member, today())
    handover.refresh_from_db()
    assert (handover.state, handover.answer) == (HandoverState.WITHDRAWN, "Mo Member has left.")
    assert owner(cast, today() + WEEK) == cast.owner


def test_both_tick_the_checklist_and_nobody_else(cast: Cast) -> None:
    handover = propose(cast, cast.member)
    tick_point(cast.owner, handover, HandoverPoint.ACCESS, True)
    tick_point(cast.member, handover, HandoverPoint.ACCESS, True)
    tick_point(cast.member, handover, HandoverPoint.USERS, True)
    tick_point(cast.member, handover, HandoverPoint.USERS, False)
    tick = handover.ticks.get()  # type: ignore[attr-defined]
    assert (tick.point, tick.by, tick.on) == ("access", cast.owner, today())
    with pytest.raises(Forbidden):
        tick_point(cast.leader, handover, HandoverPoint.BACKLOG, True)
    decline_handover(cast.member, handover, "No.")
    with pytest.raises(Conflict):
        tick_point(cast.owner, handover, HandoverPoint.BACKLOG, True)


@pytest.mark.django_db(transaction=True)
def test_two_leaders_at_the_same_second(cast: Cast) -> None:
    """One proposal is made and the other refused, whoever comes first."""
    said: list[str] = []
    start = threading.Barrier(2)

    def ask(taker: Person) -> None:
        start.wait(10)
        try:
            propose(cast, taker)
            said.append("asked")
        except DomainError as error:
            said.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=[one]) for one in (cast.member, cast.employee)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(said) == ["asked", "handover_waits"]
    assert Handover.objects.count() == 1
