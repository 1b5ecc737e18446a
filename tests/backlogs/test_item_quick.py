"""Adding in one line: only a title is needed, and nothing typed is lost."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from backlogs.models import Item, StateEvent
from tests.backlogs.builders import make_items, order_of
from tests.builders import make_metric

BACK = "http://testserver/clusters/rostering/backlog/?q="
SCRIPT = {"HX-Request": "true", "HX-Target": "list", "HX-Current-URL": BACK}


@pytest.fixture
def url(cast):
    return reverse("backlogs:item-quick", args=["rostering"])


def test_the_line_goes_to_the_top(cast, signed_in, url):
    make_items(cast.planner, "A")
    form = {"line": " fix:  leave arrives late ~2 ", "product": "shift-swaps"}
    response = signed_in(cast.member).post(url, form, headers={"Referer": BACK})
    assert response.status_code == 302
    assert response["Location"] == "/clusters/rostering/backlog/?q="
    item = Item.objects.get(product=cast.swaps)
    assert (item.title, item.type, item.effort, item.state) == (
        "leave arrives late",
        "fix",
        2,
        "idea",
    )
    assert order_of(cast.rostering) == "leave arrives lateA"
    event = StateEvent.objects.get(item=item)
    assert (event.by, event.from_state, event.to_state) == (cast.member, "", "idea")


def test_a_script_gets_the_list_and_a_word(cast, signed_in, url):
    form = {"line": "Warn earlier", "product": "crew-planner"}
    response = signed_in(cast.owner).post(url, form, headers=SCRIPT)
    text = response.content.decode()
    assert response.status_code == 200
    assert text.strip().startswith('<div id="list">')
    assert "Warn earlier" in text
    said = json.loads(response["HX-Trigger"])["toast"]["words"]
    assert said == "Added CP-1 at position 1."


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"line": "  ", "product": "crew-planner"}, "An item needs a title."),
        ({"line": "fix: ~3", "product": "crew-planner"}, "An item needs a title."),
        ({"line": "x" * 301, "product": "crew-planner"}, "at most 300 characters"),
        ({"line": "Late ~0", "product": "crew-planner"}, "Effort is 1 to 1000"),
        ({"line": "Kept words"}, "Say which product"),
        ({"line": "Kept words", "product": "payslips"}, "No product “payslips” is in this"),
    ],
)
def test_what_is_wrong_is_said_and_the_line_kept(cast, signed_in, url, form, told):
    for headers in ({}, SCRIPT):
        response = signed_in(cast.owner).post(url, form, headers=headers)
        assert response.status_code == 422
        assert told in response.content.decode()
        assert response.context["quick"]["line"] == form["line"]
    assert not Item.objects.exists()


def test_who_may_not(cast, signed_in, url):
    form = {"line": "Mine now", "product": "crew-planner"}
    for person in (cast.employee, cast.leader, cast.facilitator, cast.admin, cast.stranger_owner):
        assert signed_in(person).post(url, form).status_code == 403
    assert signed_in(cast.owner).post(f"{url}?at=2025-q1", form).status_code == 409
    assert signed_in(cast.owner).get(url).status_code == 405
    assert not Item.objects.exists()


def test_all_marks_in_one_line(cast, signed_in, url):
    make_items(cast.planner, "ABC")
    make_metric(cast.planner, "Notice given")
    line = "fix: leave arrives late !3 #notice-given @mo ~2 /crew-planner"
    response = signed_in(cast.owner).post(url, {"line": line}, headers=SCRIPT)
    assert json.loads(response["HX-Trigger"])["toast"]["words"] == "Added CP-4 at position 3."
    item = Item.objects.get(number=4)
    assert (item.title, item.effort, item.assignee) == ("leave arrives late", 2, cast.member)
    assert item.outcome.statement == "Notice given gets better."
    assert order_of(cast.rostering) == "ABleave arrives lateC"


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ("@olgo", "Nobody called “olgo” belongs to this cluster. Did you mean @olga-owner?"),
        ("@eva", "Nobody called “eva” belongs to this cluster."),
        ("#nothing", "No metric “nothing” is tracked for Crew planner."),
        ("/crew-planer", "Did you mean /crew-planner?"),
        ("!3", "Position 3 is beyond the end of the list, which is 2."),
        ("~-3", "Effort is 1 to 1000 points"),
        ("x" * 2_000_000, "A line has at most 1000 characters; this one has"),
    ],
)
def test_a_mark_that_names_nothing(cast, signed_in, url, marks, told):
    make_items(cast.planner, "A")
    form = {"line": f"Late {marks}", "product": "crew-planner"}
    response = signed_in(cast.owner).post(url, form, headers=SCRIPT)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert form["line"].startswith(response.context["quick"]["line"])
    assert Item.objects.count() == 1
