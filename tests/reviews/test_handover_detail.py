"""The page of a hand-over: both loads, the answer, the checklist, the desk, and who sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from people.actions.persons import deactivate_person
from people.queries import today
from products.actions.confirmations import ask_and_escalate
from products.actions.handovers import propose_handover
from products.models import Confirmation, Handover
from products.queries.owners import current_owner
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


@pytest.fixture
def handover(cast: Cast) -> Handover:
    """Mo is asked to take over Rostering from Olga."""
    return propose_handover(
        cast.leader, cast.rostering, cast.member, today(), "Olga moves.", cast.owner.slug
    )


def url(handover: Handover, act: str = "") -> str:
    return f"/ownership/handovers/{handover.pk}/{act}"


def test_the_taker_sees_both_loads_and_accepts(
    cast: Cast, handover: Handover, signed_in: SignIn
) -> None:
    client = signed_in(cast.member)
    assert "to take over on" in client.get("/").content.decode()
    text = client.get(url(handover)).content.decode()
    assert "Will you answer for Rostering?" in text
    assert "2 active products of 1 allowed" in text
    assert "Mo Member would be beyond the rule." in text
    assert client.post(url(handover, "acceptance/")).status_code == 302
    assert current_owner(cast.rostering, today()) == cast.member
    text = client.get(url(handover)).content.decode()
    assert "Accepted on" in text
    assert "Your answer" not in text
    assert "to take over on" not in client.get("/").content.decode()


def test_a_no_needs_a_reason(cast: Cast, handover: Handover, signed_in: SignIn) -> None:
    client = signed_in(cast.member)
    assert client.post(url(handover, "refusal/"), {"reason": " "}).status_code == 422
    assert client.post(url(handover, "refusal/"), {"reason": "Full."}).status_code == 302
    assert "by Mo Member: Full." in client.get(url(handover)).content.decode()
    assert client.post(url(handover, "acceptance/")).status_code == 409
    assert current_owner(cast.rostering, today()) == cast.owner


def test_points_are_ticked_by_both(cast: Cast, handover: Handover, signed_in: SignIn) -> None:
    for person, point in ((cast.owner, "access"), (cast.member, "users")):
        assert signed_in(person).post(url(handover, f"points/{point}/")).status_code == 302
    page = signed_in(cast.owner).get(url(handover)).context["page"]
    assert (page.done, page.points[0].note.startswith("Olga Owner")) == (2, True)
    signed_in(cast.owner).post(url(handover, "points/access/"), {"done": "0"})
    assert signed_in(cast.leader).get(url(handover)).context["page"].done == 1
    assert signed_in(cast.leader).post(url(handover, "points/access/")).status_code == 403
    assert signed_in(cast.owner).post(url(handover, "points/coffee/")).status_code == 404


def test_leadership_withdraws(cast: Cast, handover: Handover, signed_in: SignIn) -> None:
    assert signed_in(cast.owner).post(url(handover, "withdrawal/")).status_code == 403
    assert signed_in(cast.leader).post(url(handover, "withdrawal/")).status_code == 302
    assert signed_in(cast.member).post(url(handover, "acceptance/")).status_code == 409


def test_it_is_nobody_elses_business(cast: Cast, handover: Handover, signed_in: SignIn) -> None:
    for person in (cast.employee, cast.stranger_owner):
        assert signed_in(person).get(url(handover)).status_code == 404
        assert signed_in(person).post(url(handover, "acceptance/")).status_code == 404
    for person in (cast.owner, cast.facilitator, cast.admin):
        assert signed_in(person).get(url(handover)).status_code == 200


def test_the_cluster_says_what_is_asked(cast: Cast, handover: Handover, signed_in: SignIn) -> None:
    text = signed_in(cast.employee).get("/clusters/rostering/").content.decode()
    assert "Mo Member was asked to take over" in text
    assert url(handover) not in text
    assert url(handover) in signed_in(cast.owner).get("/clusters/rostering/").content.decode()


def test_still_yours_on_the_desk_and_its_answers(cast: Cast, signed_in: SignIn) -> None:
    ask_and_escalate(today())
    row = Confirmation.objects.get(cluster=cast.rostering)
    page, client = f"/ownership/confirmations/{row.pk}/", signed_in(cast.owner)
    assert page in client.get("/").content.decode()
    assert client.post(page, {"answer": "no"}).status_code == 422
    assert signed_in(cast.leader).post(page, {"answer": "yes"}).status_code == 403
    assert signed_in(cast.employee).get(page).status_code == 404
    said = {"answer": "no", "note": "I move on.", "suggested": cast.member.slug}
    assert client.post(page, said).status_code == 302
    leader = signed_in(cast.leader)
    assert "will not go on and suggests Mo Member" in leader.get("/").content.decode()
    wanted = f"/clusters/rostering/ownership/?person={cast.member.slug}"
    assert wanted in leader.get(page).content.decode()


def test_leaving_says_beforehand_what_it_orphans_and_lists_it(
    cast: Cast, signed_in: SignIn
) -> None:
    admin, leader = signed_in(cast.admin), signed_in(cast.leader)
    assert "Every cluster in use" in leader.get("/ownership/orphans/").content.decode()
    leaving = f"/people/{cast.owner.slug}/deactivation/"
    assert ">Rostering</a>" in admin.get(leaving).content.decode()
    assert admin.post(leaving, {"on": str(today())}).status_code == 302
    page = leader.get("/ownership/orphans/").context["page"]
    assert [(row.name, row.act) for row in page.rows] == [("Rostering", "Propose an owner")]
    assert [one.name for one in page.rows[0].products] == ["Crew planner", "Shift swaps"]
    other = signed_in(cast.facilitator).get("/ownership/orphans/").context["page"]
    assert [row.act for row in other.rows] == [""]
    assert signed_in(cast.admin).get("/ownership/orphans/").status_code == 403


def test_an_orphan_somebody_was_asked_to_take(cast: Cast, signed_in: SignIn) -> None:
    deactivate_person(cast.admin, cast.owner, today())
    asked = propose_handover(cast.leader, cast.rostering, cast.member, today(), "", "")
    row = signed_in(cast.facilitator).get("/ownership/orphans/").context["page"].rows[0]
    assert (row.asked, row.act_url) == ("Mo Member was asked", url(asked))
