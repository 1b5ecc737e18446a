"""One item: its words, its place, its trail, now and then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from backlogs.actions import change_state, edit_item, move_item
from backlogs.actions.roadmap import NewEntry, Place, add_entry, remove_entry
from backlogs.queries.steps import VERBS
from backlogs.values import Column, ItemState, allowed_states
from tests.backlogs.builders import make_items

THEN = datetime(2025, 2, 3, tzinfo=UTC)


def url(reference, query=""):
    return reverse("backlogs:item-detail", args=[reference]) + query


def test_page_and_panel(cast, signed_in):
    make_items(cast.planner, "ABC", description="<script>alert(1)</script>")
    client = signed_in(cast.owner)
    page = client.get(url("CP-2"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "<h1" in text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text
    assert (page.context["page"].above, page.context["page"].below) == ("CP-1", "CP-3")
    panel = client.get(url("CP-2"), headers={"HX-Request": "true"}).content.decode()
    assert panel.strip().startswith('<aside class="panel" id="panel"')
    assert "<html" not in panel


def test_it_says_where_it_stands_on_the_roadmap(cast, signed_in):
    items = make_items(cast.planner, "ABC")
    alone = NewEntry(item=items["A"])
    theme = NewEntry(title="Fair rosters", product=cast.planner, gathers=[items["B"]])
    add_entry(cast.owner, cast.rostering, alone, Place(Column.NEXT))
    entry = add_entry(cast.owner, cast.rostering, theme, Place(Column.LATER))
    client = signed_in(cast.employee)
    found = [client.get(url(f"CP-{number}")).context["page"].roadmap for number in (1, 2, 3)]
    assert found == ["Next", "Later, in “Fair rosters”", ""]
    assert (
        'href="/products/crew-planner/roadmap/">Next</a>'
        in client.get(url("CP-1")).content.decode()
    )
    remove_entry(cast.owner, entry, note="Not this year.")
    assert client.get(url("CP-2")).context["page"].roadmap == ""


def test_a_reader_gets_no_buttons(cast, signed_in):
    make_items(cast.planner, "A")
    for person in (cast.employee, cast.leader, cast.admin, cast.stranger_owner):
        response = signed_in(person).get(url("CP-1"))
        assert response.status_code == 200
        assert b'method="post" action="/items/' not in response.content


@pytest.mark.parametrize("reference", ["CP-9", "ZZ-1", "CP-999999999"])
def test_no_such_item(cast, signed_in, reference):
    assert signed_in(cast.owner).get(url(reference)).status_code == 404


def test_no_such_address(cast, signed_in):
    for path in ("/items/cp-1/", "/items/CP-0/", "/items/CP-9999999999/", "/items/1/"):
        assert signed_in(cast.owner).get(path).status_code in (403, 404)


def test_the_trail_says_who_did_what(cast, signed_in):
    items = make_items(cast.planner, "AB", at=THEN)
    change_state(cast.member, items["B"], "ready", at=THEN + timedelta(days=1))
    move_item(cast.owner, items["B"], to="top")
    edit_item(cast.owner, items["B"], 1, title="New", effort=3)
    page = signed_in(cast.owner).get(url("CP-2")).context["page"]
    told = [(entry.who, entry.words) for entry in page.trail]
    # Within a test's one transaction the history's clock stands still, so these two may swap.
    assert sorted(told[:2]) == [
        ("", "changed title and effort"),
        ("Olga Owner", "moved it to the top"),
    ]
    assert told[2:] == [("Mo Member", "set it to ready"), ("", "Written down as idea")]


def test_an_edit_over_http_is_told_with_its_author(cast, signed_in):
    make_items(cast.planner, "A", at=THEN)
    form = {"title": "B", "type": "fix", "dimension": "support", "version": "1"}
    signed_in(cast.member).post(reverse("backlogs:item-fields", args=["CP-1"]), form)
    page = signed_in(cast.owner).get(url("CP-1")).context["page"]
    assert page.trail[0].who == "Mo Member"


def test_a_past_quarter(cast, signed_in):
    item = make_items(cast.planner, "A", at=THEN)["A"]
    change_state(cast.owner, item, "in_progress", at=THEN + timedelta(days=1))
    change_state(cast.owner, item, "shipped", at=THEN + timedelta(days=90))
    client = signed_in(cast.owner)
    page = client.get(url("CP-1", "?at=2025-q1")).context["page"]
    assert (page.state, len(page.trail), page.can_edit) == ("in_progress", 2, False)
    assert client.get(url("CP-1", "?at=2024-q4")).status_code == 404


def test_every_step_has_a_word_on_its_button():
    steps = {(before, after) for before in ItemState for after in allowed_states(before)}
    assert set(VERBS) == steps
