"""Roadmaps over HTTP: the pages, the acts with and without scripts, and who may."""

from __future__ import annotations

import pytest
from django.urls import reverse

from backlogs.actions.roadmap import NewEntry, Place, add_entry
from backlogs.models import RoadmapChange, RoadmapEntry
from backlogs.values import Column
from tests.backlogs.builders import make_items

pytestmark = pytest.mark.django_db
CLUSTER = "/clusters/rostering/roadmap/"
PRODUCT = "/products/crew-planner/roadmap/"
NEW = "/clusters/rostering/roadmap/entries/new/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def board(cast):
    """A theme of each product and one of the whole cluster."""
    made = {}
    for title, product, column in (
        ("Fair rosters", cast.planner, Column.NOW),
        ("Swap by phone", cast.swaps, Column.NEXT),
        ("One sign-in", None, Column.LATER),
    ):
        wanted = NewEntry(title=title, sentence=f"{title}, said", product=product)
        made[title] = add_entry(cast.owner, cast.rostering, wanted, Place(column))
    return made


def text(answer):
    return answer.content.decode()


def test_everybody_reads_and_a_product_shows_its_part(cast, signed_in, board):
    client = signed_in(cast.employee)
    whole, part = text(client.get(CLUSTER)), text(client.get(PRODUCT))
    for title in board:
        assert title in whole
    assert "Fair rosters" in part
    assert "Swap by phone" not in part
    assert "put on the roadmap under later" in whole
    assert "data-grip" not in whole
    assert "data-grip" in text(signed_in(cast.member).get(CLUSTER))
    past = text(signed_in(cast.owner).get(f"{CLUSTER}?at=2025-q1"))
    assert "Nothing is on this roadmap" in past


def test_a_page_costs_the_same_for_few_and_many(
    cast, signed_in, board, django_assert_max_num_queries, django_assert_num_queries
):
    client = signed_in(cast.owner)
    first, *more = make_items(cast.planner, "ABCDEFGH").values()
    add_entry(cast.owner, cast.rostering, NewEntry(item=first), Place(Column.NOW))
    with django_assert_max_num_queries(20) as few:
        client.get(CLUSTER)
    for item in more:
        add_entry(cast.owner, cast.rostering, NewEntry(item=item), Place(Column.NOW))
    with django_assert_num_queries(len(few)):
        client.get(CLUSTER)


def test_a_line_puts_an_item_or_a_theme_on(cast, signed_in):
    make_items(cast.planner, ["Rest rule"])
    client = signed_in(cast.member)
    for what in ("cp-1 Rest rule", "ISO-9001 certified", "Calm nights"):
        assert client.post(NEW, {"what": what, "column": "now"}).status_code == 302
    names = [(one.title, one.item_id is None) for one in RoadmapEntry.objects.order_by("position")]
    assert names == [("", False), ("ISO-9001 certified", True), ("Calm nights", True)]
    answer = client.post(NEW, {"what": "CP-9", "column": "now"}, headers=HTMX)
    assert answer.status_code == 422
    assert "There is no item CP-9." in text(answer)
    assert RoadmapEntry.objects.count() == 3


def test_the_trade_off_is_asked_in_place_and_on_a_page(cast, signed_in, board):
    client = signed_in(cast.owner)
    url = reverse("backlogs:roadmap-place", args=[board["Fair rosters"].pk])
    wanted = {"column": "next", "before": board["Swap by phone"].pk, "version": 3}
    answer = client.post(url, wanted, headers=HTMX)
    assert answer.status_code == 422
    assert "This puts off:" in text(answer)
    assert "<li>Fair rosters</li><li>Swap by phone</li>" in text(answer)
    page = client.post(url, wanted)
    assert page.status_code == 422
    assert "This puts off “Fair rosters” and “Swap by phone”." in text(page)
    assert RoadmapChange.objects.count() == 3
    done = client.post(url, wanted | {"note": "Swaps first helps more."}, headers=HTMX)
    assert done.status_code == 200
    assert "Put off “Fair rosters” and “Swap by phone”" in text(done)
    assert "moved from now to next by Olga Owner" in text(done)


def test_the_answer_is_the_roadmap_the_form_came_from(cast, signed_in, board):
    url = reverse("backlogs:roadmap-place", args=[board["Fair rosters"].pk])
    form = {"column": "later", "note": "Not now.", "view": "crew-planner"}
    answer = signed_in(cast.owner).post(url, form, headers=HTMX)
    assert "Swap by phone" not in text(answer)
    assert signed_in(cast.owner).post(url, form)["Location"] == PRODUCT


def test_a_stale_screen_is_shown_the_roadmap_of_now(cast, signed_in, board):
    url = reverse("backlogs:roadmap-place", args=[board["One sign-in"].pk])
    answer = signed_in(cast.member).post(url, {"column": "now", "version": 1})
    assert answer.status_code == 409
    assert "Olga Owner changed this roadmap meanwhile" in text(answer)
    assert RoadmapChange.objects.count() == 3


def test_words_and_removal(cast, signed_in, board):
    client = signed_in(cast.member)
    entry = board["One sign-in"]
    words = reverse("backlogs:roadmap-words", args=[entry.pk])
    form = {"title": "One door", "sentence": "", "gathers": "", "version": 1}
    assert client.post(words, form).status_code == 302
    again = client.post(words, form | {"title": "Two doors"})
    assert again.status_code == 409
    assert "Title: One door" in text(again)
    removal = reverse("backlogs:roadmap-removal", args=[entry.pk])
    assert client.post(removal, {}).status_code == 422
    assert client.post(removal, {"note": "Another team does it."}).status_code == 302
    assert not RoadmapEntry.objects.exclude(column="").filter(pk=entry.pk).exists()


def test_bad_input_is_answered_in_place(cast, signed_in, board):
    client = signed_in(cast.owner)
    url = reverse("backlogs:roadmap-place", args=[board["One sign-in"].pk])
    for wrong in ({}, {"column": "soon"}, {"column": "now", "after": "x"}):
        assert client.post(url, wrong).status_code == 422
    for wrong in ({"what": " ", "column": "now"}, {"what": "x" * 201, "column": "now"}):
        assert client.post(NEW, wrong).status_code == 422
    script = {"what": "<script>alert(1)</script>", "column": "now"}
    assert "<script>alert" not in text(client.post(NEW, script, follow=True))
    for person in (cast.employee, cast.leader, cast.stranger_owner):
        assert signed_in(person).post(url, {"column": "now"}).status_code == 403
