"""The list of candidates: what it finds, how it turns, what it costs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.queries import today
from products.models import Candidate, CandidateMatch
from products.queries.candidates import CandidateFilter, candidate_list_page
from tests.builders import sign_in
from tests.harness.people import Cast
from tests.products.candidate_rows import judge, make_candidate

pytestmark = pytest.mark.django_db
URL = "/candidates/"


def names(cast: Cast, **wanted: str) -> list[str]:
    page = candidate_list_page(CandidateFilter.read(wanted), cast.leader, today())
    return [row.name for row in page.rows]


def test_each_filter_finds_its_own(cast: Cast) -> None:
    soon = today() + timedelta(days=9)
    make_candidate("Fax", owner_name="Ann", source="sheet")
    gone = make_candidate("Gone", gone_at=timezone.now())
    twin = make_candidate("Twin")
    CandidateMatch.objects.create(candidate=twin, other=gone, likeness=1, is_same=True)
    like = make_candidate("Wiki")
    CandidateMatch.objects.create(candidate=like, product=cast.planner, likeness=1)
    judge(cast.leader, make_candidate("Relay"), "infrastructure")
    judge(cast.leader, make_candidate("Old"), "retire", review_on=soon)
    due = judge(cast.leader, make_candidate("Due"), "retire", review_on=soon)
    Candidate.objects.filter(pk=due.pk).update(review_on=today())
    assert names(cast) == ["Fax", "Gone", "Wiki"]
    assert names(cast, q="ann") == ["Fax"]
    assert names(cast, source="sheet") == ["Fax"]
    assert names(cast, alike="1") == ["Wiki"]
    assert names(cast, shown="infrastructure") == ["Relay"]
    assert names(cast, shown="judged") == ["Due", "Old", "Relay"]
    assert names(cast, shown="review") == ["Due"]
    assert names(cast, shown="same") == ["Twin"]
    assert names(cast, shown="gone") == ["Gone"]
    assert len(names(cast, shown="all")) == 7


def test_pages_neither_skip_nor_repeat_and_cost_the_same(
    cast: Cast, django_assert_num_queries
) -> None:
    rows = [Candidate(source="s", key=str(n), name=f"App {n % 7}") for n in range(120)]
    Candidate.objects.bulk_create(rows)
    seen, url = [], URL
    client = sign_in(Client(), cast.leader)
    wanted = CandidateFilter()
    for size in (50, 50, 20):
        with django_assert_num_queries(3):
            page = candidate_list_page(wanted, cast.leader, today())
        assert (len(page.rows), page.total) == (size, 120)
        seen += [row.id for row in page.rows]
        url = page.later or url
        wanted = CandidateFilter(
            after=url.split("after=")[-1].replace("+", " ").replace("%7E", "~")
        )
    assert len(set(seen)) == 120
    back = client.get(page.earlier).context["page"]
    assert [row.id for row in back.rows] == seen[50:100]


def test_an_address_that_no_list_ever_linked_to(cast: Cast) -> None:
    client = sign_in(Client(), cast.leader)
    for query in ("shown=pink", "after=x", "after=x~y", "before=x~99999999999999999999"):
        assert client.get(f"{URL}?{query}").status_code == 404


def test_who_only_looks_gets_no_boxes(cast: Cast) -> None:
    make_candidate("Fax", first_seen_at=date(2026, 1, 1))
    for person, boxes in ((cast.leader, 1), (cast.admin, 0), (cast.facilitator, 0)):
        answer = sign_in(Client(), person).get(URL)
        assert answer.content.count(b'name="pick"') == boxes
    assert sign_in(Client(), cast.owner).get(URL).status_code == 403
