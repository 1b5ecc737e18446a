"""Warnings on their page: what holds, filtered, only about what may be read."""

from datetime import date

import pytest
from django.test import Client
from time_machine import travel

from people.models import Person
from reviews.actions.warnings import evaluate_and_store
from tests.builders import make_person, make_product, own, sign_in
from tests.reviews.pages import NOW, leader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]


@pytest.fixture
def july() -> object:
    with travel(NOW, tick=False) as now:
        yield now


def troubled() -> None:
    """Marit Halden over the rule, Gatehouse without an owner."""
    marit = make_person("Marit Halden")
    own(marit, make_product("Crew Roster"))
    own(marit, make_product("Voyage Planner"))
    make_product("Gatehouse", introduced_on=date(2026, 5, 1))
    evaluate_and_store(date(2026, 7, 10))


def test_every_warning_says_why_and_leads_to_its_subject(client: Client) -> None:
    troubled()
    text = sign_in(client, leader()).get("/warnings/").content.decode()
    assert "has no accountable owner since 1 May 2026, 71 days." in text
    assert "a portfolio design problem, not a staffing problem" in text
    for url in ("/clusters/gatehouse/", "/owners/marit-halden/", "/clusters/gatehouse/ownership/"):
        assert f'href="{url}"' in text


def test_a_filter_keeps_one_rule(client: Client) -> None:
    troubled()
    reader = sign_in(client, leader())
    part = reader.get("/warnings/", {"rule": "orphan"}, headers={"HX-Request": "true"})
    text = part.content.decode()
    assert "Gatehouse" in text
    assert "Crew Roster" not in text
    assert reader.get("/warnings/", {"rule": "nonsense"}).status_code == 422


def test_an_owner_reads_about_themselves_only(client: Client) -> None:
    troubled()
    text = sign_in(client, Person.objects.get(slug="marit-halden")).get("/warnings/")
    main = text.content.decode().split("<main")[1]
    assert "Voyage Planner" in main
    assert "Gatehouse" not in main


def test_before_it_began_there_was_nothing_to_warn_of(client: Client) -> None:
    troubled()
    reader = sign_in(client, leader())
    text = reader.get("/warnings/", {"at": "2026-q1"}).content.decode().split("<main")[1]
    assert "Gatehouse" not in text
    assert "Name an owner" not in text
    assert sign_in(Client(), make_person()).get("/warnings/").status_code == 403
