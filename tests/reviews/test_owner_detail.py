"""One person's load on its page: counted, explained, with ways back that were tried out."""

from datetime import date

import pytest
from django.test import Client
from time_machine import travel

from people.models import Person
from tests.builders import make_person, make_product, own, set_stage, sign_in
from tests.reviews.pages import NOW, leader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]


@pytest.fixture
def july() -> object:
    with travel(NOW, tick=False) as now:
        yield now


def overloaded() -> Person:
    """Marit Halden with two active products, and Samir Haddad with room."""
    marit, samir = make_person("Marit Halden"), make_person("Samir Haddad")
    own(marit, make_product("Crew Roster"))
    own(marit, make_product("Voyage Planner", introduced_on=date(2026, 5, 14)), date(2026, 5, 14))
    stable = make_product("Yard Board")
    set_stage(stable, "maturity", date(2024, 2, 1))
    own(samir, stable)
    return marit


def test_the_load_is_explained(client: Client) -> None:
    overloaded()
    text = sign_in(client, leader()).get("/owners/marit-halden/").content.decode()
    assert "Over" in text
    assert "since 14 May 2026" in text
    assert "2 active products of 1 allowed" in text
    assert "In introduction since 1 January 2024." in text
    assert "One owner carries at most 1 active product" in text


def test_ways_back_name_only_owners_with_room(client: Client) -> None:
    overloaded()
    full = make_person("Jonas Wrede")
    own(full, make_product("Berth Plan"))
    text = sign_in(client, leader()).get("/owners/marit-halden/").content.decode()
    assert "Hand Crew Roster to someone with room" in text
    assert "Samir Haddad" in text
    assert "Jonas Wrede" not in text
    assert "/clusters/crew-roster/ownership/?person=samir-haddad" in text


def test_owners_see_their_own_page_without_other_peoples_load(client: Client) -> None:
    marit = overloaded()
    page = sign_in(client, marit).get("/owners/marit-halden/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Samir Haddad" not in text
    assert "leadership sees who" in text
    assert client.get("/owners/samir-haddad/").status_code == 404


def test_a_past_quarter_shows_the_load_of_its_end(client: Client) -> None:
    overloaded()
    reader = sign_in(client, leader())
    text = reader.get("/owners/marit-halden/", {"at": "2026-q1"}).content.decode()
    main = text.split("<main")[1]
    assert "Voyage Planner" not in main
    assert "ownership/?person" not in main
    assert "/products/crew-roster/?at=2026-q1" in main


def test_somebody_who_owns_nothing_and_nobody(client: Client) -> None:
    make_person("Ada Wolf")
    reader = sign_in(client, leader())
    assert "Accountable for no cluster." in reader.get("/owners/ada-wolf/").content.decode()
    assert reader.get("/owners/no-such/").status_code == 404


def test_the_list_counts_each_level(client: Client) -> None:
    overloaded()
    reader = sign_in(client, leader())
    text = reader.get("/owners/").content.decode()
    assert "Over 1" in text
    assert text.index("Marit Halden") < text.index("Samir Haddad")
    part = reader.get("/owners/", {"level": "over"}, headers={"HX-Request": "true"})
    assert "Samir Haddad" not in part.content.decode()
    assert part.content.decode().lstrip().startswith('<div id="rows"')
    assert reader.get("/owners/", {"level": "nonsense"}).status_code == 422
    assert sign_in(Client(), make_person()).get("/owners/").status_code == 403


def test_an_owner_finds_only_themselves_in_the_list(client: Client) -> None:
    """The page of "reviews:owner-list"."""
    marit = overloaded()
    text = sign_in(client, marit).get("/owners/").content.decode().split("<main")[1]
    assert "Marit Halden" in text
    assert "Samir Haddad" not in text
