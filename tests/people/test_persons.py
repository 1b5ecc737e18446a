"""People and roles, kept by admins."""

from datetime import date

import pytest
from django.test import Client

from people.actions.persons import deactivate_person
from people.models import Person
from people.queries import today
from tests.builders import PASSWORD, make_person, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
NEW = {"name": "Jonas Wrede", "email": "jonas@example.org", "title": "Engineer"}


def edit(client: Client, person: Person, **changes: object):  # type: ignore[no-untyped-def]
    data = {"name": person.name, "email": person.email or "", "version": person.version, **changes}
    return client.post(f"/people/{person.slug}/", data)


def test_the_list(cast: Cast, client: Client) -> None:
    sign_in(client, cast.admin)
    page = client.get("/people/?q=owner").content.decode()
    assert "Olga Owner" in page
    assert "Mo Member" not in page
    rows = client.get("/people/?q=owner", headers={"HX-Request": "true"}).content.decode()
    assert rows.strip().startswith('<div id="rows">')


def test_a_list_of_many_costs_the_same(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    sign_in(client, cast.admin)
    for _ in range(40):
        make_person(manager=cast.owner)
    with django_assert_max_num_queries(5):
        client.get("/people/")


def test_adding_a_person(cast: Cast, client: Client) -> None:
    sign_in(client, cast.admin)
    answer = client.post("/people/new/", {**NEW, "is_facilitator": "on", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/people/")
    person = Person.objects.get(slug="jonas-wrede")
    assert (person.is_leadership, person.is_facilitator, person.is_admin) == (False, True, False)
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"email": "EVA.EMPLOYEE@example.org"}, "Eva Employee signs in with this address already"),
        ({"email": "no address"}, "Enter a valid email address"),
        ({"password": "12345678"}, "entirely numeric"),
        ({"name": "a\x0bb"}, "a character nobody can type"),
    ],
)
def test_what_is_refused(cast: Cast, client: Client, change: dict, words: str) -> None:
    sign_in(client, cast.admin)
    before = Person.objects.count()
    answer = client.post("/people/new/", {**NEW, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Person.objects.count() == before


def test_editing_roles(cast: Cast, client: Client) -> None:
    sign_in(client, cast.admin)
    assert edit(client, cast.employee, is_leadership="on", title="CIO").status_code == 302
    cast.employee.refresh_from_db()
    assert (cast.employee.is_leadership, cast.employee.title) == (True, "CIO")
    assert cast.employee.check_password(PASSWORD)


def test_a_stale_save_loses_nothing(cast: Cast, client: Client) -> None:
    sign_in(client, cast.admin)
    assert edit(client, cast.employee, title="First").status_code == 302
    answer = edit(client, cast.employee, title="Second")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Job title: First" in page
    assert "Job title: Second" in page
    assert '<input type="hidden" name="version" value="2"' in page
    cast.employee.refresh_from_db()
    assert cast.employee.title == "First"
    assert edit(client, cast.employee, title="Second").status_code == 302


def test_the_only_admin_stays_admin(cast: Cast, client: Client) -> None:
    sign_in(client, cast.admin)
    answer = edit(client, cast.admin)
    assert answer.status_code == 422
    assert "is the only admin" in answer.content.decode()
    answer = client.post(f"/people/{cast.admin.slug}/deactivation/", {"on": today()})
    assert answer.status_code == 422
    cast.admin.refresh_from_db()
    assert cast.admin.is_admin
    assert cast.admin.is_active


def test_nobody_is_their_own_manager(cast: Cast, client: Client) -> None:
    sign_in(client, cast.admin)
    assert edit(client, cast.owner, manager=cast.owner.pk).status_code == 422
    assert edit(client, cast.owner, manager=cast.leader.pk).status_code == 302
    cast.owner.refresh_from_db()
    assert cast.owner.manager == cast.leader


def test_leaving_ends_the_session_at_the_next_click(cast: Cast, client: Client) -> None:
    theirs = sign_in(Client(), cast.owner)
    assert theirs.get("/password/").status_code == 200
    sign_in(client, cast.admin)
    answer = client.post(f"/people/{cast.owner.slug}/deactivation/", {"on": today()})
    assert answer.status_code == 302
    assert theirs.get("/password/")["Location"] == "/sign-in/?next=/password/"
    cast.owner.refresh_from_db()
    assert cast.owner.left_on == today()


def test_leaving_in_the_future_is_refused(cast: Cast, client: Client) -> None:
    sign_in(client, cast.admin)
    answer = client.post(f"/people/{cast.owner.slug}/deactivation/", {"on": "2999-01-01"})
    assert answer.status_code == 422
    cast.owner.refresh_from_db()
    assert cast.owner.is_active


def test_coming_back(cast: Cast, client: Client) -> None:
    deactivate_person(cast.admin, cast.owner, date(2026, 11, 1))
    sign_in(client, cast.admin)
    for _ in range(2):
        assert client.post(f"/people/{cast.owner.slug}/reactivation/").status_code == 302
    cast.owner.refresh_from_db()
    assert (cast.owner.is_active, cast.owner.left_on) == (True, None)


def test_mass_assignment_is_impossible(cast: Cast, client: Client) -> None:
    sign_in(client, cast.employee)
    before = Person.objects.filter(pk=cast.employee.pk).values().get()
    client.post(
        "/password/",
        {"old": PASSWORD, "new": "x", "again": "x", "is_admin": "on", "is_leadership": "on"},
    )
    assert Person.objects.filter(pk=cast.employee.pk).values().get() == before
