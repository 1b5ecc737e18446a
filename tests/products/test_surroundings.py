"""Users, dependencies, team members and candidates."""

from datetime import date

import pytest
from django.test import Client

from people.queries import today
from products.models import Candidate, Dependency, Persona, ProductUser, TeamMembership
from tests.builders import sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
BASE = "/products/crew-planner/"


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.owner)


def test_users_are_named_and_replaced(owner: Client) -> None:
    for count, case in (("20", "plan"), ("22", "plan and repair")):
        data = {"persona": "Roster  planner", "headcount": count, "use_case": case}
        assert owner.post(f"{BASE}users/", data).status_code == 302
    data = {"persona": "ROSTER PLANNER", "headcount": "23"}
    assert owner.post(f"{BASE}users/", data).status_code == 302
    assert [row.name for row in Persona.objects.all()] == ["Roster planner"]
    row = ProductUser.objects.get()
    assert (row.headcount, row.use_case) == (23, "")
    assert "Roster planner" in owner.get(f"{BASE}users/").content.decode()
    assert owner.post(f"{BASE}users/{row.pk}/removal/").status_code == 302
    assert owner.post(f"{BASE}users/{row.pk}/removal/").status_code == 404
    assert not ProductUser.objects.exists()
    assert Persona.objects.count() == 1


@pytest.mark.parametrize("data", [{"persona": ""}, {"persona": "x", "headcount": "many"}])
def test_wrong_users_are_refused(owner: Client, data: dict[str, str]) -> None:
    assert owner.post(f"{BASE}users/", data).status_code == 422
    assert not Persona.objects.exists()


def test_another_products_users_are_not_found(cast: Cast, owner: Client) -> None:
    persona = Persona.objects.create(name="Clerk", slug="clerk")
    row = ProductUser.objects.create(product=cast.payslips, persona=persona)
    assert owner.post(f"{BASE}users/{row.pk}/removal/").status_code == 404
    assert ProductUser.objects.exists()


def test_dependencies(cast: Cast, owner: Client) -> None:
    data = {"needs": cast.payslips.pk, "note": "hours worked"}
    assert owner.post(f"{BASE}dependencies/", data).status_code == 302
    assert owner.post(f"{BASE}dependencies/", {**data, "note": "hours"}).status_code == 302
    row = Dependency.objects.get()
    assert (row.needs, row.note) == (cast.payslips, "hours")
    page = owner.get("/products/shift-swaps/dependencies/").content.decode()
    assert "Nothing is known to depend on it" in page
    assert owner.post(f"{BASE}dependencies/{row.pk}/removal/").status_code == 302
    assert not Dependency.objects.exists()


@pytest.mark.parametrize("needs", ["own", "", "0"])
def test_wrong_dependencies_are_refused(cast: Cast, owner: Client, needs: str) -> None:
    value = cast.planner.pk if needs == "own" else needs
    assert owner.post(f"{BASE}dependencies/", {"needs": value}).status_code == 422
    assert not Dependency.objects.exists()


def test_the_team(cast: Cast, owner: Client) -> None:
    data = {"person": cast.employee.pk, "role": "Analyst", "on": "2026-01-01"}
    for _ in range(2):
        assert owner.post("/clusters/rostering/team/", data).status_code == 302
    row = TeamMembership.objects.get(person=cast.employee)
    assert (row.role, row.since) == ("Analyst", date(2026, 1, 1))
    page = owner.get("/clusters/rostering/team/").content.decode()
    assert "Eva Employee" in page
    assert "Mo Member" in page
    for _ in range(2):
        gone = owner.post(f"/clusters/rostering/team/{cast.employee.slug}/departure/")
        assert gone.status_code == 302
    row.refresh_from_db()
    assert row.until == today()


def test_the_team_is_the_owners(cast: Cast, client: Client) -> None:
    sign_in(client, cast.stranger_owner)
    data = {"person": cast.stranger_owner.pk, "on": "2026-01-01"}
    assert client.post("/clusters/rostering/team/", data).status_code == 403
    assert client.post(f"/clusters/rostering/team/{cast.member.slug}/departure/").status_code == 403
    assert TeamMembership.objects.get().person == cast.member


def test_candidates(cast: Cast, client: Client) -> None:
    Candidate.objects.create(source="CMDB", key="1", name="Fax gateway", owner_name="TBC")
    Candidate.objects.create(
        source="CMDB", key="2", name="Old switch", judgement="infrastructure", reason="A box."
    )
    sign_in(client, cast.leader)
    assert "Fax gateway" in client.get("/candidates/").content.decode()
    assert "Old switch" not in client.get("/candidates/").content.decode()
    judged = client.get("/candidates/?shown=judged&q=switch").content.decode()
    assert "<b>Infrastructure component</b>" in judged
    assert ">A box.<" in judged
