"""A packet on its page: whole, by revision, as a file, and who may not see it."""

from datetime import date

import pytest
from django.test import Client
from time_machine import travel

from people.models import Person
from portfolio.kernel.canonical import sha256_hex
from reviews.models import Packet
from tests.builders import make_person, make_product, measure, own, sign_in
from tests.reviews.pages import NOW, built, leader, roster

pytestmark = pytest.mark.django_db
URL = "/reviews/2026-q2/crew-roster/"


@travel(NOW, tick=False)
def test_the_page_tells_every_section(client: Client) -> None:
    roster()
    built()
    page = sign_in(client, leader()).get(URL)
    text = page.content.decode()
    assert page.status_code == 200
    for words in ("Marit Halden", "Is the need proven?", "Availability", "97.5", "Tom Berg"):
        assert words in text
    assert Packet.objects.get().sha256 in text


@travel(NOW, tick=False)
def test_the_file_is_the_frozen_bytes(client: Client) -> None:
    """The address "reviews:packet-file"."""
    roster()
    built()
    answer = sign_in(client, leader()).get("/reviews/2026-q2/crew-roster.json")
    assert answer["Content-Type"] == "application/json"
    assert sha256_hex(answer.content) == Packet.objects.get().sha256


@travel(NOW, tick=False)
def test_a_later_entry_for_the_quarter_is_a_new_revision_and_shown_as_a_difference(
    client: Client,
) -> None:
    metric = roster().metrics.get()
    built()
    measure(metric, date(2026, 6, 20), "98.5")
    built()
    reader = sign_in(client, leader())
    text = reader.get(URL).content.decode()
    assert "What changed since revision 1" in text
    assert "/sections/metrics/products/crew-roster/metrics/availability/value" in text
    first = reader.get(URL, {"revision": 1}).content.decode()
    assert "What changed since" not in first
    assert "97.5" in first


@travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reviews/2026-q2/no-such/", 404),
        ("/reviews/2026-q1/crew-roster/", 404),
        ("/reviews/2026-q2/crew-roster/?revision=7", 404),
        ("/reviews/2026-q2/crew-roster/?revision=x", 422),
        ("/reviews/fy2026-q2/crew-roster/", 404),
    ],
)
def test_what_there_is_not(client: Client, path: str, status: int) -> None:
    roster()
    built()
    assert sign_in(client, leader()).get(path).status_code == status


@travel(NOW, tick=False)
@pytest.mark.parametrize("name", ["packet-detail", "packet-file"])
def test_owner_and_team_read_their_own_and_nobody_elses(client: Client, name: str) -> None:
    roster()
    built()
    path = URL if name == "packet-detail" else "/reviews/2026-q2/crew-roster.json"
    stranger = make_person("Ada Wolf")
    for person in (Person.objects.get(slug="marit-halden"), Person.objects.get(slug="tom-berg")):
        assert sign_in(Client(), person).get(path).status_code == 200
    assert sign_in(client, stranger).get(path).status_code == 403
    own(stranger, make_product("Yard Board"))
    assert sign_in(Client(), Person.objects.get(pk=stranger.pk)).get(path).status_code == 404
    assert Client().get(path).status_code == 302
