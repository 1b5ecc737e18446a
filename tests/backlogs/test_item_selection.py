"""Several items picked in the list: moved, changed or closed together, all or none."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backlogs.actions import change_state, edit_item, move_item
from backlogs.models import Backlog, Item, Move, StateEvent
from tests.backlogs.builders import make_items, order_of

BACK = "http://testserver/clusters/rostering/backlog/?type=improvement&pick=all"
SCRIPT = {"HX-Request": "true", "HX-Target": "list", "HX-Current-URL": BACK}


@pytest.fixture
def url(cast):
    make_items(cast.planner, "ABC")
    make_items(cast.swaps, "DE")
    return reverse("backlogs:item-selection", args=["rostering"])


def kept(response):
    """How many boxes of the answer are ticked."""
    return len(re.findall(rb"<input class=check [^>]* checked>", response.content))


def states():
    return "".join(item.state[0] for item in Item.objects.order_by("rank"))


@pytest.mark.parametrize(
    ("picked", "place", "order", "words"),
    [
        (("SS-2", "CP-2"), {"act": "top"}, "BEACD", "Moved 2 items to the top."),
        (("CP-1", "CP-3"), {"act": "bottom"}, "BDEAC", "Moved 2 items to the bottom."),
        (("SS-1", "CP-1"), {"act": "position", "position": "2"}, "BADCE", "to position 2."),
        (("CP-1",), {"act": "position", "position": "999"}, "BCDEA", "Moved 1 item to position"),
    ],
)
def test_they_move_together_in_their_order(cast, signed_in, url, picked, place, order, words):
    form = {"item": picked, "version": "0", **place}
    response = signed_in(cast.member).post(url, form, headers=SCRIPT)
    assert response.status_code == 200
    assert order_of(cast.rostering) == order
    assert words in json.loads(response["HX-Trigger"])["toast"]["words"]
    assert kept(response) == 0


def test_without_a_script_it_leads_back_to_the_list(cast, signed_in, url):
    form = {"item": ["CP-1", "SS-1"], "act": "kind", "type": "fix", "dimension": "support"}
    response = signed_in(cast.owner).post(url, form, headers={"Referer": BACK})
    assert response["Location"] == "/clusters/rostering/backlog/?type=improvement"
    fixed = Item.objects.filter(type="fix", dimension="support", version=2).order_by("rank")
    assert "".join(fixed.values_list("title", flat=True)) == "AD"
    assert not Move.objects.exists()


def test_one_reason_closes_them_all(cast, signed_in, url):
    form = {"item": ["CP-1", "SS-2"], "act": "drop", "why": " Nobody asked again. "}
    signed_in(cast.owner).post(url, form, headers=SCRIPT)
    assert states() == "diiid"
    told = StateEvent.objects.filter(to_state="dropped")
    assert set(told.values_list("reason", "by", "from_state")) == {
        ("Nobody asked again.", cast.owner.pk, "idea")
    }
    assert told.count() == 2
    assert Backlog.objects.get().refined_at is not None


def test_shipping_together_says_how_many_have_no_outcome(cast, signed_in, url):
    Item.objects.filter(title="C").update(type="fix")
    for item in Item.objects.filter(title__in="ABC"):
        change_state(cast.owner, item, "in_progress")
    form = {"item": ["CP-1", "CP-3"], "act": "state", "state": "shipped"}
    client = signed_in(cast.owner)
    text = client.post(url, form, headers=SCRIPT).content.decode()
    assert "1 shipped item says no outcome." in text
    link = re.search(r'<a href="([^"]+)">Look at what shipped without one', text)
    assert link
    shown = client.get(link[1].replace("&amp;", "&")).context["page"].rows
    assert [row.title for row in shown] == ["A"]
    plain = client.post(url, {**form, "item": "CP-2"}, follow=True).content.decode()
    assert "Changed 1 of 1 item. 1 shipped item says no outcome." in plain


def test_going_where_some_are_already_is_harmless(cast, signed_in, url):
    form = {"item": ["CP-1", "CP-2"], "act": "state", "state": "ready"}
    for _ in range(2):
        assert signed_in(cast.owner).post(url, form, headers=SCRIPT).status_code == 200
    assert states() == "rriii"
    assert StateEvent.objects.filter(to_state="ready").count() == 2


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"act": "drop", "why": " "}, "Dropping an item needs a reason."),
        ({"act": "drop", "why": "x" * 2001}, "A reason has at most 2000 characters."),
        ({"act": "state", "state": "shipped"}, "“A”: From idea an item goes to ready"),
        ({"act": "state", "state": "gone"}, "Say which state."),
        ({"act": "kind", "type": "nonsense"}, "Say what to change."),
        ({"act": "position", "position": "0"}, "Say a position from 1 on."),
        ({"act": "position", "position": "9" * 99}, "Say a position from 1 on."),
        ({"act": ""}, "Say what to do with the items picked."),
        ({"act": "top", "item": []}, "Pick the items first."),
        ({"act": "top", "item": ["x"]}, "“x” is no item."),
        ({"act": "top", "item": [f"CP-{n}" for n in range(1, 502)]}, "At most 500 items at once."),
    ],
)
def test_a_refusal_changes_nothing_and_keeps_the_selection(cast, signed_in, url, form, told):
    form = {"item": ["CP-1", "SS-2"], **form}
    for headers in ({}, SCRIPT):
        response = signed_in(cast.owner).post(url, form, headers=headers)
        assert response.status_code == 422
        text = response.content.decode()
        assert told in text
        if form["item"] == ["CP-1", "SS-2"]:
            assert kept(response) == 2
    assert (order_of(cast.rostering), states()) == ("ABCDE", "iiiii")
    assert set(Item.objects.values_list("version", "type")) == {(1, "improvement")}


def test_all_or_none(cast, signed_in, url):
    client = signed_in(cast.owner)
    make_items(cast.swaps, "F", states=("idea", "in_progress"))
    form = {"item": ["CP-1", "SS-3"], "act": "state", "state": "shipped"}
    assert client.post(url, form).status_code == 422
    assert states() == "iiiiii"
    make_items(cast.swaps, "G", states=("idea", "in_progress", "shipped"))
    response = client.post(url, {"item": ["SS-4", "CP-1"], "act": "bottom"})
    assert response.status_code == 422
    assert "is shipped and has no place in the order" in response.content.decode()
    assert order_of(cast.rostering) == "ABCDEF"


def test_items_of_another_cluster_and_items_that_are_gone(cast, signed_in, url):
    make_items(cast.payslips, "X")
    client = signed_in(cast.owner)
    for form in ({"act": "top"}, {"act": "drop", "why": "No."}):
        assert client.post(url, {"item": ["CP-2", "PAY-1"], **form}).status_code == 403
        assert client.post(url, {"item": ["CP-2", "CP-99"], **form}).status_code == 404
    assert (order_of(cast.rostering), order_of(cast.payroll)) == ("ABCDE", "X")


def test_somebody_else_was_faster(cast, signed_in, url):
    move_item(cast.member, Item.objects.get(title="E"), to="top")
    form = {"item": ["CP-3", "CP-2"], "act": "top", "version": "0"}
    response = signed_in(cast.owner).post(url, form, headers=SCRIPT)
    assert response.status_code == 409
    assert "Mo Member moved SS-2" in response.content.decode()
    assert kept(response) == 2
    assert order_of(cast.rostering) == "EABCD"


@pytest.mark.parametrize("form", [{"act": "drop", "why": "No."}, {"act": "kind", "type": "fix"}])
def test_fifty_cost_the_statements_of_five(cast, signed_in, url, form):
    make_items(cast.planner, [f"Item {number}" for number in range(60)])
    client = signed_in(cast.owner)
    counts = []
    for first, last in ((1, 6), (7, 57)):
        picked = [f"CP-{number}" for number in range(first, last)]
        with CaptureQueriesContext(connection) as queries:
            response = client.post(url, {"item": picked, **form})
        assert response.status_code == 302
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_all_shown_can_be_picked_by_a_link(cast, signed_in, url):
    page = signed_in(cast.owner).get("/clusters/rostering/backlog/").context["page"]
    assert page.pick_url == "/clusters/rostering/backlog/?pick=all"
    response = signed_in(cast.owner).get(f"{page.path}?product=shift-swaps&pick=all")
    assert kept(response) == 2
    assert b"class=check" not in signed_in(cast.employee).get(f"{page.path}?pick=all").content


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ({"act": "effort", "effort": "5"}, {"effort": 5}),
        ({"act": "effort", "effort": ""}, {"effort": None}),
        ({"act": "assign", "whom": "mo"}, {"assignee__name": "Mo Member"}),
        ({"act": "assign", "whom": "olga-owner"}, {"assignee__name": "Olga Owner"}),
        ({"act": "assign", "whom": ""}, {"assignee": None}),
    ],
)
def test_effort_and_assignee_for_all_of_them(cast, signed_in, url, form, wanted):
    signed_in(cast.owner).post(url, {"item": ["CP-1.1i", "SS-1.1i"], **form}, headers=SCRIPT)
    assert Item.objects.filter(title__in="AD", **wanted).count() == 2


def test_given_to_another_product_they_keep_their_place_and_their_old_names(cast, signed_in, url):
    form = {"item": ["CP-1", "CP-3", "SS-1"], "act": "kind", "product": "shift-swaps"}
    client = signed_in(cast.owner)
    response = client.post(url, form, headers=SCRIPT)
    assert "Changed 2 of 3 items." in response["HX-Trigger"]
    assert order_of(cast.rostering) == "ABCDE"
    named = Item.objects.filter(product=cast.swaps).order_by("rank")
    assert list(named.values_list("title", "number")) == [("A", 3), ("C", 4), ("D", 1), ("E", 2)]
    assert client.get("/items/CP-3/").headers["Location"] == "/items/SS-4/"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"act": "effort", "effort": "-3"}, "Effort is 1 to 1000"),
        ({"act": "effort", "effort": "1001"}, "Effort is 1 to 1000"),
        ({"act": "assign", "whom": "olgo"}, "Did you mean @olga-owner?"),
        ({"act": "assign", "whom": "Eva"}, "Nobody called “Eva” belongs to this cluster."),
        ({"act": "kind", "product": "payslips"}, "No product “payslips” is in this cluster."),
    ],
)
def test_a_name_that_names_nothing(cast, signed_in, url, form, told):
    response = signed_in(cast.owner).post(url, {"item": ["CP-1.1i"], **form}, headers=SCRIPT)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert kept(response) == 1
    assert set(Item.objects.values_list("version", "effort")) == {(1, None)}


def test_items_changed_since_they_were_shown_are_named(cast, signed_in, url):
    edit_item(cast.member, Item.objects.get(title="A"), 1, effort=8)
    change_state(cast.member, Item.objects.get(title="D"), "ready")
    form = {"item": ["CP-1.1i", "CP-2.1i", "SS-1.1i"], "act": "kind", "type": "fix"}
    response = signed_in(cast.owner).post(url, form, headers=SCRIPT)
    text = response.content.decode()
    assert response.status_code == 409
    assert "“A” was changed: improvement, improvement, 8 points" in text
    assert "“D” is ready, was idea on your page" in text
    assert "“B”" not in text
    assert kept(response) == 3
    assert not Item.objects.filter(type="fix").exists()
    again = {**form, "item": ["CP-1.2i", "CP-2.1i", "SS-1.1r"]}
    assert signed_in(cast.owner).post(url, again, headers=SCRIPT).status_code == 200
    assert Item.objects.filter(type="fix").count() == 3


def test_who_may_not(cast, signed_in, url):
    form = {"item": ["CP-1"], "act": "drop", "why": "No."}
    for person in (cast.employee, cast.leader, cast.facilitator, cast.admin, cast.stranger_owner):
        assert signed_in(person).post(url, form).status_code == 403
    assert signed_in(cast.owner).post(f"{url}?at=2025-q1", form).status_code == 409
    assert signed_in(cast.owner).get(url).status_code == 405
    assert states() == "iiiii"
