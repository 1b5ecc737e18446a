"""The owner's words ("reviews:packet-preparation") until the freeze ("reviews:packet-freezing").

The frozen revision stays what links show.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from time_machine import travel

from people.models import Person
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.quarters import Quarter
from products.models import Product
from reviews.actions.freezing import freeze
from reviews.actions.packet_notes import write_note
from reviews.actions.packets import build_packet
from reviews.models import Packet, PacketFreeze, PacketNote
from reviews.packets.reading import read_body
from tests.builders import make_person, measure, sign_in
from tests.reviews.pages import NOW, Q2, built, leader, roster

pytestmark = pytest.mark.django_db
URL = "/reviews/2026-q2/crew-roster/"
FREEZING = "/reviews/2026-q2/crew-roster/freezing/"
SAID = {"ask": "A second tester.", "went_badly": "Two late releases.", "version": "0"}


def marit() -> Person:
    return Person.objects.get(slug="marit-halden")


def facilitator() -> Person:
    return make_person("Flora Fasil", is_facilitator=True)


def prepared(product: Product) -> PacketNote:
    comments = {"metrics": "The outage of May."}
    return write_note(marit(), product.cluster, Q2, 0, ask="A second tester.", comments=comments)


@travel(NOW, tick=False)
def test_the_owner_prepares_and_the_packet_says_so(client: Client) -> None:
    roster()
    owner = sign_in(client, marit())
    answer = owner.post(f"{URL}preparation/", {**SAID, "on_metrics": "The outage of May."})
    assert (answer.status_code, answer["Location"]) == (302, f"{URL}preparation/")
    built()
    text = owner.get(URL).content.decode()
    for words in ("A second tester.", "Two late releases.", "The outage of May."):
        assert words in text
    page = sign_in(Client(), facilitator()).get(f"{URL}preparation/").content.decode()
    assert "The outage of May." in page
    assert "<textarea" not in page


@travel(NOW, tick=False)
def test_two_savers_the_second_sees_both(client: Client) -> None:
    product = roster()
    prepared(product)
    answer = sign_in(client, marit()).post(f"{URL}preparation/", {**SAID, "ask": "Nothing."})
    assert answer.status_code == 409
    assert {"A second tester.", "Nothing."} <= set(
        answer.content.decode().replace("What do you ask for?: ", "\n").split("\n")
    )
    assert PacketNote.objects.get().ask == "A second tester."
    with pytest.raises(Conflict):
        write_note(marit(), product.cluster, Q2, 7, ask="Nothing.")
    same = write_note(
        marit(), product.cluster, Q2, 0, ask="A second tester.",
        comments={"metrics": "The outage of May."},
    )  # fmt: skip
    assert same.version == 1


@travel(NOW, tick=False)
def test_freezing_takes_the_last_words_and_closes_them(client: Client) -> None:
    product = roster()
    first, _ = build_packet(product.cluster_id, Q2)
    prepared(product)
    answer = sign_in(client, facilitator()).post(FREEZING)
    assert answer.status_code == 302
    frozen = PacketFreeze.objects.get()
    assert (frozen.packet.revision, first.revision) == (2, 1)
    assert read_body(frozen.packet.body)["sections"]["preparation"]["ask"] == "A second tester."
    assert freeze(None, product.cluster, Q2).pk == frozen.pk
    with pytest.raises(Refused):
        write_note(marit(), product.cluster, Q2, 1, ask="Something else.")
    refused = sign_in(Client(), marit()).post(f"{URL}preparation/", {**SAID, "version": "1"})
    assert refused.status_code == 422
    assert "is frozen" in refused.content.decode()


@travel(NOW, tick=False)
def test_an_unchanged_packet_is_frozen_as_it_is() -> None:
    product = roster()
    packet, _ = build_packet(product.cluster_id, Q2)
    assert freeze(None, product.cluster, Q2).packet_id == packet.pk
    assert Packet.objects.count() == 1


@travel(NOW, tick=False)
def test_a_quarter_that_lasts_is_not_frozen() -> None:
    product = roster()
    with pytest.raises(Refused):
        freeze(None, product.cluster, Quarter(2026, 3))
    assert not PacketFreeze.objects.exists()


@travel(NOW, tick=False)
def test_what_comes_after_the_freeze_is_an_addendum(client: Client) -> None:
    product = roster()
    freeze(None, product.cluster, Q2)
    measure(product.metrics.get(), date(2026, 6, 20), "98.5")
    built()
    reader = sign_in(client, leader())
    shown = reader.get(URL).content.decode()
    for words in (
        "1 addendum since",
        "What addendum 2 says otherwise",
        "97.5",
        "read by the review",
    ):
        assert words in shown
    addendum = reader.get(URL, {"revision": 2}).content.decode()
    assert "Addendum, built after the review had read revision 1" in addendum
    assert "What changed since revision 1" in addendum
    listed = reader.get("/reviews/2026-q2/").content.decode()
    assert "1 addendum" in listed
    assert "1 frozen" in reader.get("/reviews/").content.decode()


@travel(NOW, tick=False)
def test_any_two_revisions_are_held_against_each_other(client: Client) -> None:
    metric = roster().metrics.get()
    for value in ("98.1", "98.2", "98.3"):
        built()
        measure(metric, date(2026, 6, 20), value)
    reader = sign_in(client, leader())
    text = reader.get(URL, {"revision": 3, "against": 1}).content.decode()
    assert "What changed since revision 1" in text
    assert reader.get(URL, {"against": "x"}).status_code == 422
