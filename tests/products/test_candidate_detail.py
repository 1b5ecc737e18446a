"""One candidate: its facts, its four questions, its judgement, and what it is the same as."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from products.models import Candidate, CandidateMatch, Product
from tests.builders import sign_in
from tests.harness.people import Cast
from tests.products.candidate_rows import judge, make_candidate

pytestmark = pytest.mark.django_db


PAGE = "products:candidate-detail"
JUDGE, MATCH = "products:candidate-judgement", "products:candidate-match"
AGAIN = "products:candidate-reopening"


def url(candidate: Candidate, name: str = PAGE) -> str:
    return reverse(name, args=[candidate.pk])


def test_the_page_shows_everything_and_what_the_answers_suggest(cast: Cast) -> None:
    relay = make_candidate("Relay", owner_name="Ann", facts={"vendor": "Postfix"}, daily_users=7)
    client = sign_in(Client(), cast.leader)
    text = client.get(url(relay)).content.decode()
    assert all(word in text for word in ("Vendor", "Postfix", "Ann", "cmdb, CI1"))
    asked = f"{url(relay)}?q_users=no&q_accountable=yes"
    part = client.get(asked, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<p class="note-box" id="suggestion"')
    assert "Infrastructure component: No users of its own" in part


def test_judged_with_answers_then_the_next_one(cast: Cast) -> None:
    fax, wiki = make_candidate("Fax"), make_candidate("Wiki")
    client = sign_in(Client(), cast.leader)
    body = {"version": 1, "judgement": "part", "reason": "A page of it.", "stage": "introduction"}
    refused = client.post(url(fax, JUDGE), body | {"product": "Crew plan"})
    assert refused.status_code == 422
    assert "No product is called “Crew plan”." in refused.content.decode()
    body |= {"product": "crew planner", "q_users": "yes", "q_alone": "no"}
    assert client.post(url(fax, JUDGE), body).headers["Location"] == url(wiki)
    fax.refresh_from_db()
    assert (fax.judgement, fax.product) == ("part", cast.planner)
    assert fax.judgements.get().answers == {"users": "yes", "alone": "no"}
    stale = client.post(url(fax, JUDGE), body | {"reason": "Mine."})
    assert stale.status_code == 409
    text = stale.content.decode()
    assert "Judged meanwhile: Fax by Lea Leader" in text
    assert "Mine." in text
    assert 'name="version" value="2"' in text


def test_opened_again_with_a_reason(cast: Cast) -> None:
    fax = judge(cast.leader, make_candidate("Fax"), "project")
    client = sign_in(Client(), cast.leader)
    refused = client.post(url(fax, AGAIN), {"version": 2, "reason": " "})
    assert (refused.status_code, Candidate.objects.get().judgement) == (422, "project")
    client.post(url(fax, AGAIN), {"version": 2, "reason": "It goes on."})
    assert Candidate.objects.get().judgement == ""
    assert "Opened again" in client.get(url(fax)).content.decode()


def test_the_same_as_a_product_is_judged_and_remembered(cast: Cast) -> None:
    crew = make_candidate("Crew planer")
    client = sign_in(Client(), cast.leader)
    assert "Crew planner" in client.get(url(crew)).content.decode()
    body = {"version": 1, "kind": "product", "pk": cast.planner.pk, "answer": "same"}
    client.post(url(crew, MATCH), body)
    crew.refresh_from_db()
    assert (crew.judgement, crew.product, Product.objects.count()) == ("product", cast.planner, 3)
    assert "The same as Crew planner, says Lea Leader." in client.get(url(crew)).content.decode()


def test_not_the_same_is_asked_once(cast: Cast) -> None:
    one, two = make_candidate("Fax gateway"), make_candidate("FAX-Gateway")
    client = sign_in(Client(), cast.leader)
    body = {"version": 1, "kind": "other", "pk": two.pk, "answer": "different"}
    client.post(url(one, MATCH), body)
    for candidate in (one, two):
        text = client.get(url(candidate)).content.decode()
        assert "Not the same as" in text
        assert 'value="same"' not in text


def test_the_same_as_another_leaves_the_list_but_not_in_a_circle(cast: Cast) -> None:
    one, two = make_candidate("Fax"), make_candidate("Fax")
    client = sign_in(Client(), cast.leader)
    for candidate, other, status in ((one, two, 302), (two, one, 422)):
        body = {"version": 1, "kind": "other", "pk": other.pk, "answer": "same"}
        assert client.post(url(candidate, MATCH), body).status_code == status
    assert CandidateMatch.objects.get().other == two
    listed = client.get("/candidates/").content.decode()
    assert url(one) not in listed
    assert url(two) in listed
