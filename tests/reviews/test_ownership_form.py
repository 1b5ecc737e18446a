"""Proposing somebody as accountable: who fits, both loads first, and who may not."""

from datetime import date

import pytest
from django.test import Client
from time_machine import travel

from people.models import Person
from products.actions.handovers import accept_handover
from products.models import Cluster, Handover
from products.queries.owners import current_owner
from reviews.queries.owner_picker import OwnerPicker
from tests.builders import join, make_person, make_product, own, sign_in
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
    found = current_owner(Cluster.objects.get(slug="crew-roster"), date(2026, 7, 10))
    return found.slug if found else ""


def fields(**changed: str) -> dict[str, str]:
    """What the second step sends."""
    given = {"person": "samir-haddad", "seen_owner": "marit-halden", "on": "2026-07-10"}
    return {**given, "reason": "Marit moves on.", **changed}


def test_both_loads_are_shown_before_anything_is_asked(client: Client) -> None:
    two_people()
    reader = sign_in(client, leader())
    assert "See both loads" in reader.get(URL).content.decode()
    text = reader.get(URL, {"person": "samir-haddad"}).content.decode()
    assert "Samir Haddad would be beyond the rule." in text
    assert "2 active products of 1 allowed" in text
    assert "0 active products of 1 allowed" in text
    assert Handover.objects.count() == 0


def test_a_day_to_come_counts_what_is_agreed_for_it(client: Client) -> None:
    two_people()
    ines = leader()
    berth = make_product("Berth Plan")
    own(make_person("Tom Berg"), berth)
    reader = sign_in(client, ines)
    url = "/clusters/berth-plan/ownership/"
    taken = {"person": "samir-haddad", "seen_owner": "tom-berg", "on": "2026-09-01"}
    assert reader.post(url, taken).status_code == 302
    accept_handover(Person.objects.get(slug="samir-haddad"), Handover.objects.get())
    for on, words in (("2026-08-31", "2 active"), ("2026-09-01", "3 active")):
        text = reader.get(URL, {"person": "samir-haddad", "on": on}).content.decode()
        assert f"{words} products of 1 allowed" in text, on
    text = reader.get(url, {"person": "marit-halden"}).content.decode()
    assert "Samir Haddad takes over on 1 Sep 2026." in text
    assert reader.post(url, {**taken, "person": "marit-halden"}).status_code == 422


def test_asking_changes_nothing_yet(client: Client) -> None:
    two_people()
    answer = sign_in(client, leader()).post(URL, fields())
    handover = Handover.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/ownership/handovers/{handover.pk}/")
    assert (handover.taker.slug, owner()) == ("samir-haddad", "marit-halden")


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"on": "2026-07-09"}, 422),
        ({"on": "soon"}, 422),
        ({"person": "no-such"}, 422),
        ({"person": "marit-halden"}, 422),
        ({"seen_owner": ""}, 409),
    ],
)
def test_a_wrong_form_changes_nothing(client: Client, changed: dict[str, str], status: int) -> None:
    two_people()
    assert sign_in(client, leader()).post(URL, fields(**changed)).status_code == status
    assert Handover.objects.count() == 0


def test_a_wrong_person_is_refused_before_any_load_is_shown(client: Client) -> None:
    two_people()
    assert sign_in(client, leader()).get(URL, {"person": "no-such"}).status_code == 422


@pytest.mark.parametrize("role", [{}, {"is_admin": True}, {"is_facilitator": True}])
def test_only_leadership_proposes_owners(client: Client, role: dict[str, bool]) -> None:
    two_people()
    reader = sign_in(client, make_person("Ada Wolf", **role))
    assert reader.get(URL).status_code == 403
    assert reader.post(URL, fields()).status_code == 403
    assert sign_in(Client(), Person.objects.get(slug="marit-halden")).get(URL).status_code == 403
    assert Handover.objects.count() == 0


def test_the_past_is_not_written_to(client: Client) -> None:
    two_people()
    reader = sign_in(client, leader())
    assert reader.post(f"{URL}?at=2026-q1", fields()).status_code == 409
    text = reader.get(URL, {"at": "2026-q1", "person": "samir-haddad"}).content.decode()
    assert "Ask Samir Haddad" not in text


def test_there_is_no_such_cluster(client: Client) -> None:
    assert sign_in(client, leader()).get("/clusters/no-such/ownership/").status_code == 404


def picker(client: Client, **query: str) -> OwnerPicker:
    """The people offered for Crew Roster."""
    found: OwnerPicker = client.get(URL, query).context["page"].picker
    return found


def test_who_knows_it_and_has_room_comes_first(client: Client) -> None:
    two_people()
    crew = Cluster.objects.get(slug="crew-roster")
    join(make_person("Tom Berg"), crew)
    own(Person.objects.get(slug="samir-haddad"), crew, date(2025, 1, 1))
    own(make_person("Zoe Now"), crew, date(2026, 3, 1))
    make_person("Quentin Quay", title="Harbour clerk")
    reader = sign_in(client, leader())
    rows = [(one.slug, one.fit, one.is_beyond) for one in picker(reader).rows]
    assert rows == [
        ("marit-halden", "owned it until Jan 2025", False),
        ("tom-berg", "in its team", False),
        ("samir-haddad", "owned it until Mar 2026", True),
    ]
    assert "would be 2 of 1 active" in picker(reader).rows[2].after
    assert [one.slug for one in picker(reader, q="harbour").rows] == ["quentin-quay"]
    assert picker(reader, q="nobody at all").rows == []


def test_the_picker_costs_the_same_for_many_people(
    client: Client, django_assert_max_num_queries: object
) -> None:
    two_people()
    reader = sign_in(client, leader())
    for _ in range(12):
        own(make_person(), make_product())
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        assert picker(reader).left == 5
