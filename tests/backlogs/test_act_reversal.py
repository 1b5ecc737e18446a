"""Undo on the page: after every act, by a toast, a notice or the list of recent changes."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backlogs.actions import edit_item, move_item
from backlogs.models import Act, Item
from tests.backlogs.builders import make_items, order_of

BACK = "http://testserver/clusters/rostering/backlog/?type=improvement"
SCRIPT = {"HX-Request": "true", "HX-Target": "list", "HX-Current-URL": BACK}
LIST = "/clusters/rostering/backlog/"


@pytest.fixture
def items(cast):
    return make_items(cast.planner, "ABC")


def undo(act):
    return reverse("backlogs:act-reversal", args=[act])


@pytest.mark.parametrize(
    ("url", "form"),
    [
        (f"{LIST}items/", {"line": "Late", "product": "crew-planner"}),
        (f"{LIST}items/several/", {"lines": "Late\nLater", "product": "crew-planner"}),
        (f"{LIST}items/new/", {
            "title": "Late", "product": "crew-planner", "type": "fix", "dimension": "support",
        }),
        (f"{LIST}selection/", {"item": ["CP-1", "CP-2"], "act": "bottom"}),
        (f"{LIST}selection/", {"item": ["CP-1", "CP-2"], "act": "kind", "type": "fix"}),
        (f"{LIST}selection/", {"item": ["CP-1", "CP-2"], "act": "drop", "why": "No."}),
        ("/items/CP-1/position/", {"to": "bottom"}),
        ("/items/CP-1/state/", {"state": "ready"}),
        ("/items/CP-1/fields/", {
            "title": "Z", "type": "fix", "dimension": "support", "version": "1",
        }),
    ],
)  # fmt: skip
def test_every_act_can_be_undone_without_a_script(cast, signed_in, items, url, form):
    was = list(Item.objects.order_by("pk").values_list("title", "type", "dimension", "state"))
    client = signed_in(cast.owner)
    page = client.post(url, form, headers={"Referer": BACK}, follow=True)
    act = Act.objects.get()
    assert f'action="{undo(act.pk)}"' in page.content.decode()
    page = client.post(undo(act.pk), headers={"Referer": BACK}, follow=True)
    assert f"Undone: {act.words}." in page.content.decode()
    assert page.redirect_chain == [(f"{LIST}?type=improvement", 302)]
    assert order_of(cast.rostering) == "ABC"
    now = Item.objects.order_by("pk").values_list("title", "type", "dimension", "state")
    assert list(now)[:3] == was


def test_a_script_is_told_where_to_undo(cast, signed_in, items):
    client = signed_in(cast.owner)
    form = {"line": "Late", "product": "crew-planner"}
    added = client.post(f"{LIST}items/", form, headers=SCRIPT)
    toast = json.loads(added["HX-Trigger"])["toast"]
    assert toast == {"words": "Added CP-4 at position 1.", "undo": undo(Act.objects.get().pk)}
    answer = client.post(toast["undo"], headers=SCRIPT)
    assert answer.content.decode().strip().startswith('<div id="list">')
    moved = client.post("/items/CP-3/position/", {"to": "top"}, headers={"HX-Request": "true"})
    back = json.loads(moved["HX-Trigger"])["undoable"]["url"]
    assert client.post(back, headers={"HX-Request": "true"}).status_code == 204
    assert order_of(cast.rostering) == "ABC"


def test_a_move_that_changes_nothing_offers_nothing(cast, signed_in, items):
    client = signed_in(cast.owner)
    answer = client.post("/items/CP-1/position/", {"to": "top"}, headers={"HX-Request": "true"})
    assert "HX-Trigger" not in answer.headers
    assert not Act.objects.exists()


def test_a_move_costs_no_statement_more(cast, signed_in, items):
    client = signed_in(cast.owner)
    with CaptureQueriesContext(connection) as queries:
        client.post("/items/CP-3/position/", {"to": "top"}, headers={"HX-Request": "true"})
    own = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(own) <= 7


def test_somebody_changed_it_since(cast, signed_in, items):
    item = edit_item(cast.owner, items["A"], 1, title="Mine")
    edit_item(cast.member, item, 2, title="Theirs")
    response = signed_in(cast.owner).post(undo(item.act), headers=SCRIPT)
    assert response.status_code == 409
    assert "title is “Theirs”, not “Mine” as the act left it" in response.content.decode()
    assert Item.objects.get(pk=item.pk).title == "Theirs"


def test_who_may_undo(cast, signed_in, items):
    act = move_item(cast.owner, items["C"], to="top").act
    for person in (cast.employee, cast.leader, cast.facilitator, cast.admin, cast.stranger_owner):
        assert signed_in(person).post(undo(act)).status_code == 403
    assert signed_in(cast.owner).post(undo(10**9)).status_code == 404
    assert signed_in(cast.owner).post(f"{undo(act)}?at=2025-q1").status_code == 409
    assert order_of(cast.rostering) == "CAB"
    assert signed_in(cast.member).post(undo(act)).status_code == 302
    assert order_of(cast.rostering) == "ABC"


def test_the_recent_changes_with_their_way_back(cast, signed_in, items):
    url = reverse("backlogs:act-list", args=["rostering"])
    assert b"No change yet" in signed_in(cast.owner).get(url).content
    for number in range(52):
        move_item(cast.member, items["C"], to="bottom" if number % 2 else "top")
    page = signed_in(cast.owner).get(url).context["page"]
    assert [len(page.rows), page.rows[0].words, page.rows[0].who] == [50, "moved “C”", "Mo Member"]
    older = signed_in(cast.owner).get(page.older).context["page"]
    assert (len(older.rows), older.older) == (2, "")
    assert signed_in(cast.owner).get(f"{url}?before=x").context["page"].rows == page.rows
    assert not any(row.url for row in signed_in(cast.employee).get(url).context["page"].rows)
    act = Act.objects.latest("pk")
    signed_in(cast.owner).post(undo(act.pk))
    row = signed_in(cast.owner).get(url).context["page"].rows[0]
    assert (row.undone, row.url) == ("Undone by Olga Owner", "")
