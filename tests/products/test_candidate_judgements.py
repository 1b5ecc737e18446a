"""Judging candidates: one or many, all or none, anew, and back again."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from portfolio.kernel.errors import Conflict, Refused
from products.actions.candidates import Judging, judge_candidates
from products.models import Candidate, CandidateJudgement, Cluster, Product
from tests.builders import own, sign_in
from tests.harness.people import Cast
from tests.products.candidate_rows import judge, make_candidate

pytestmark = pytest.mark.django_db
URL = "/candidates/judgements/"
LATER = date(2027, 5, 1)


def state(candidate: Candidate) -> tuple[str, str, int]:
    candidate.refresh_from_db()
    return candidate.judgement, candidate.reason, candidate.version


def test_a_product_begins_in_a_cluster_of_its_own(cast: Cast) -> None:
    wiki = make_candidate("Wiki", summary="Pages.", daily_users=40)
    judge(cast.leader, wiki, "product", stage="growth")
    product = Product.objects.get(slug="wiki")
    assert (product.summary, product.daily_users, product.cluster.name) == ("Pages.", 40, "Wiki")
    assert product.stages.get().stage == "growth"
    assert wiki.product == product


def test_each_other_judgement_keeps_what_belongs_to_it(cast: Cast) -> None:
    part, relay, move, old = (make_candidate(name) for name in ("Part", "Relay", "Move", "Old"))
    judge(cast.leader, part, "part", cast.planner)
    judge(cast.leader, relay, "infrastructure", supports=(cast.planner, cast.swaps))
    judge(cast.leader, move, "project", ends_on=LATER)
    judge(cast.leader, old, "retire", review_on=LATER)
    assert part.product == cast.planner
    assert {row.product for row in relay.supports.all()} == {cast.planner, cast.swaps}
    assert move.judgements.get().ends_on == LATER
    assert (old.review_on, old.judged_by) == (LATER, cast.leader)
    assert Product.objects.count() == 3


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Judging("product", " "), "reason_missing"),
        (Judging("gadget", "x"), "judgement_unknown"),
        (Judging("part", "x"), "product_missing"),
        (Judging("retire", "x"), "review_missing"),
        (Judging("product", "x", stage="zenith"), "stage_unknown"),
    ],
)
def test_what_a_judgement_lacks(cast: Cast, said: Judging, code: str) -> None:
    fax = make_candidate()
    with pytest.raises(Refused) as refused:
        judge_candidates(cast.leader, {fax.pk: 1}, said)
    assert refused.value.code == code
    assert state(fax) == ("", "", 1)


def test_many_at_once_are_all_or_nothing(cast: Cast) -> None:
    fax, wiki, clash = make_candidate(), make_candidate("Wiki"), make_candidate("crew PLANNER")
    with pytest.raises(Refused, match="Crew planner is a product already"):
        judge_candidates(
            cast.leader, {c.pk: 1 for c in (fax, wiki, clash)}, Judging("product", "x")
        )
    assert [state(c) for c in (fax, wiki, clash)] == [("", "", 1)] * 3
    assert not Product.objects.filter(name="Wiki").exists()


def test_two_people_at_once(cast: Cast) -> None:
    """The second is told which one was judged and by whom; the same words twice are harmless."""
    fax, wiki = make_candidate(), make_candidate("Wiki")
    said = Judging("project", "Once.")
    judge_candidates(cast.leader, {fax.pk: 1}, said)
    assert judge_candidates(cast.leader, {fax.pk: 1}, said) == []
    with pytest.raises(Conflict, match="Fax gateway by Lea Leader") as conflict:
        judge_candidates(cast.facilitator, {fax.pk: 1, wiki.pk: 1}, said)
    assert conflict.value.details["candidates"] == [fax.pk]
    assert (state(fax)[2], state(wiki)[2], CandidateJudgement.objects.count()) == (2, 1, 1)


def test_judged_anew_with_its_history(cast: Cast) -> None:
    fax = make_candidate()
    judge(cast.leader, fax, "project", reason="Once.", answers={"users": "yes"})
    judge(cast.leader, fax, "infrastructure", reason="It stays.")
    told = fax.judgements.values_list("judgement", "reason", "answers")
    assert list(told) == [
        ("infrastructure", "It stays.", {}),
        ("project", "Once.", {"users": "yes"}),
    ]


def test_taking_back_takes_the_product_along_while_nothing_hangs_on_it(cast: Cast) -> None:
    wiki = make_candidate("Wiki")
    before = Cluster.objects.count()
    judge(cast.leader, wiki, "product")
    judge(cast.leader, wiki, "product", reason="Said better.")
    judge(cast.leader, wiki, "", reason="Not yet.")
    assert (wiki.judgement, wiki.product, Cluster.objects.count()) == ("", None, before)
    judge(cast.leader, wiki, "product")
    own(cast.owner, wiki.product)
    with pytest.raises(Refused, match="Wiki has begun to live: it has ownerships"):
        judge(cast.leader, wiki, "retire", review_on=LATER)
    assert state(wiki)[0] == "product"
    assert wiki.product is not None


def test_the_page_judges_those_picked_and_keeps_what_was_typed(cast: Cast) -> None:
    fax, wiki = make_candidate(), make_candidate("Wiki")
    client = sign_in(Client(), cast.leader)
    body = {"pick": [f"{fax.pk}.1", f"{wiki.pk}.1"], "judgement": "project"}
    refused = client.post(URL, body)
    assert refused.status_code == 422
    assert b"Say why, in a sentence." in refused.content
    assert refused.content.count(b'" checked></td>') == 2
    answer = client.post(URL, body | {"reason": "Once.", "q": "a"}, follow=True)
    assert answer.redirect_chain == [("/candidates/?q=a", 302)]
    assert b"2 candidates judged: project." in answer.content
    stale = client.post(URL, {**body, "judgement": "retire", "reason": "x", "review_on": LATER})
    assert stale.status_code == 409
    assert b"Judged meanwhile: Fax gateway by Lea Leader and Wiki by Lea Leader" in stale.content
    assert state(fax) == ("project", "Once.", 2)


def test_others_may_not(cast: Cast) -> None:
    fax = make_candidate()
    body = {"pick": f"{fax.pk}.1", "judgement": "project", "reason": "x"}
    for person in (cast.owner, cast.facilitator, cast.admin):
        assert sign_in(Client(), person).post(URL, body).status_code == 403
    assert state(fax)[2] == 1


def test_what_should_be_looked_at_again_comes_to_the_desk(cast: Cast) -> None:
    fax = judge(cast.leader, make_candidate(), "retire", review_on=LATER)
    client = sign_in(Client(), cast.leader)
    assert b"Candidates to look at again" not in client.get("/").content
    Candidate.objects.filter(pk=fax.pk).update(review_on=date(2026, 1, 1))
    assert b"Candidates to look at again" in client.get("/").content
    judge(cast.leader, fax, "project")
    assert b"Candidates to look at again" not in client.get("/").content
