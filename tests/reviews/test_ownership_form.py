"""Making somebody accountable: both loads first, then the change, and who may not."""

import pytest
from django.test import Client
from time_machine import travel

from people.models import Person
from products.models import Cluster, Ownership
from reviews.actions.ownership import current_owner
from tests.builders import make_person, make_product, own, sign_in
from tests.reviews.pages import NOW, leader

URL = "/clusters/crew-roster/ownership/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]


@pytest.fixture
def july() -> object:
    with travel(NOW, tick=False) as now:
        yield now


def two_people() -> None:
    """Marit Halden owns Crew Roster, Samir Haddad the also active Yard Board."""
    own(make_person("Marit Halden"), make_product("Crew Roster"))
    own(make_person("Samir Haddad"), make_product("Yard Board"))


def owner() -> str:
    """Who is accountable for Crew Roster now."""
    found = current_owner(
        Cluster.objects.get(slug="crew-roster"),
        Ownership.objects.get(cluster__slug="crew-roster", period__endswith=None).since,
    )
    return found.slug if found else ""


def fields(**changed: str) -> dict[str, str]:
    """What the second step sends."""
    given = {"person": "samir-haddad", "seen_owner": "marit-halden", "on": "2026-07-10"}
    return {**given, "reason": "Marit moves on.", **changed}


def test_both_loads_are_shown_before_anything_is_saved(client: Client) -> None:
    two_people()
    reader = sign_in(client, leader())
    assert "See both loads" in reader.get(URL).content.decode()
    text = reader.get(URL, {"person": "samir-haddad"}).content.decode()
    assert "Samir Haddad would be beyond the rule." in text
    assert "2 active products of 1 allowed" in text
    assert "0 active products of 1 allowed" in text
    assert owner() == "marit-halden"


def test_saving_hands_the_cluster_over(client: Client) -> None:
    two_people()
    answer = sign_in(client, leader()).post(URL, fields())
    assert (answer.status_code, answer["Location"]) == (302, "/clusters/crew-roster/")
    assert owner() == "samir-haddad"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"on": "2026-07-11"}, 422),
        ({"on": "soon"}, 422),
        ({"person": "no-such"}, 422),
        ({"on": "2023-01-01"}, 422),
        ({"seen_owner": ""}, 409),
    ],
)
def test_a_wrong_form_changes_nothing(client: Client, changed: dict[str, str], status: int) -> None:
    two_people()
    assert sign_in(client, leader()).post(URL, fields(**changed)).status_code == status
    assert owner() == "marit-halden"


def test_a_wrong_person_is_refused_before_any_load_is_shown(client: Client) -> None:
    two_people()
    assert sign_in(client, leader()).get(URL, {"person": "no-such"}).status_code == 422


@pytest.mark.parametrize("role", [{}, {"is_admin": True}, {"is_facilitator": True}])
def test_only_leadership_assigns_owners(client: Client, role: dict[str, bool]) -> None:
    two_people()
    reader = sign_in(client, make_person("Ada Wolf", **role))
    assert reader.get(URL).status_code == 403
    assert reader.post(URL, fields()).status_code == 403
    assert sign_in(Client(), Person.objects.get(slug="marit-halden")).get(URL).status_code == 403
    assert owner() == "marit-halden"


def test_the_past_is_not_written_to(client: Client) -> None:
    two_people()
    reader = sign_in(client, leader())
    assert reader.post(f"{URL}?at=2026-q1", fields()).status_code == 409
    text = reader.get(URL, {"at": "2026-q1", "person": "samir-haddad"}).content.decode()
    assert "Make Samir Haddad accountable" not in text
    assert owner() == "marit-halden"


def test_there_is_no_such_cluster(client: Client) -> None:
    assert sign_in(client, leader()).get("/clusters/no-such/ownership/").status_code == 404
