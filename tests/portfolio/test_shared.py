"""Links to a roadmap: given once, opened by anybody, taken back, and silent about why not."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from backlogs.actions.roadmap import NewEntry, Place, add_entry, remove_entry
from backlogs.values import Column
from people.models import ShareLink
from people.queries import today
from tests.backlogs.builders import make_items

pytestmark = pytest.mark.django_db
LINKS = "/clusters/rostering/roadmap/links/"


@pytest.fixture
def theme(cast):
    items = make_items(cast.planner, ["Rest rule"], description="Internal words")
    wanted = NewEntry(title="Fair rosters", product=cast.planner, gathers=items.values())
    entry = add_entry(cast.owner, cast.rostering, wanted, Place(Column.NOW))
    wanted = NewEntry(title="Swap by phone", product=cast.swaps)
    other = add_entry(cast.owner, cast.rostering, wanted, Place(Column.NOW))
    remove_entry(cast.owner, other, note="A secret reason")
    return entry


def give(client, url=LINKS, **form):
    """The path of a new link, read where a person reads it."""
    answer = client.post(url, {"until": today().isoformat(), "label": "Board", **form})
    assert answer.status_code == 200
    found = re.search(r'value="http://testserver(/shared/[\w-]{43}/)"', answer.content.decode())
    assert found
    return found[1]


def test_whoever_has_the_link_sees_the_roadmap_and_nothing_else(cast, signed_in, theme):
    owner = signed_in(cast.owner)
    path = give(owner)
    answer = Client().get(path)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Fair rosters" in body
    assert "Rest rule" in body
    for kept in ("Olga", "CP-1", "secret", "Swap by phone", "Internal", "Board", "<a ", "<form"):
        assert kept not in body
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.cookies == {}
    assert ShareLink.objects.get().opened_at is not None
    assert Client().post(path).status_code == 405


def test_only_the_hash_is_kept_and_the_link_is_told_once(cast, signed_in, theme):
    owner = signed_in(cast.owner)
    token = give(owner).split("/")[2]
    row = ShareLink.objects.values().get()
    assert token not in str(row)
    page = owner.get(LINKS)
    assert token not in page.content.decode()
    assert "Board" in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_every_link_that_does_not_work_answers_the_same(cast, signed_in, theme):
    owner = signed_in(cast.owner)
    revoked, over, foreign = give(owner), give(owner), give(owner)
    links = list(ShareLink.objects.order_by("pk"))
    revocation = f"/roadmap/links/{links[0].pk}/revocation/"
    assert owner.post(revocation).status_code == owner.post(revocation).status_code == 302
    assert ShareLink.objects.get(pk=links[0].pk).revoked_by == cast.owner
    now = timezone.now()
    ended = {"created_at": now - timedelta(days=2), "expires_at": now - timedelta(seconds=1)}
    ShareLink.objects.filter(pk=links[1].pk).update(**ended)
    ShareLink.objects.filter(pk=links[2].pk).update(kind="something-else")
    answers = [Client().get(path) for path in (revoked, over, foreign, "/shared/guess/")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "This link does not work any more" in answers[0].content.decode()


def test_a_product_link_shows_its_part(cast, signed_in, theme):
    path = give(signed_in(cast.owner), "/products/shift-swaps/roadmap/links/")
    assert "Fair rosters" not in Client().get(path).content.decode()


def test_who_may_not_and_days_that_cannot_be(cast, signed_in, theme):
    link = give(signed_in(cast.owner))
    assert link
    key = ShareLink.objects.get().pk
    for person in (cast.member, cast.employee, cast.leader, cast.stranger_owner):
        client = signed_in(person)
        assert client.post(LINKS, {"until": today().isoformat()}).status_code == 403
        assert client.post(f"/roadmap/links/{key}/revocation/").status_code == 403
    owner = signed_in(cast.owner)
    for day in (today() - timedelta(days=1), today() + timedelta(days=400)):
        assert owner.post(LINKS, {"until": day.isoformat()}).status_code == 422
    assert ShareLink.objects.count() == 1
    assert ShareLink.objects.get().revoked_at is None
