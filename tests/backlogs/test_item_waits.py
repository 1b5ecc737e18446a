"""Waiting for other items: never in a circle, shown at both ends, told when it is over."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from backlogs.actions import change_state
from backlogs.actions.together import Change, change_items
from backlogs.actions.waits import add_wait, end_wait
from backlogs.calculations.waits import circle
from backlogs.models import Wait
from backlogs.values import ItemState
from people.models import Notification
from portfolio.kernel.errors import Refused
from tests.backlogs.builders import make_items
from tests.harness.people import make_cast

URL = "/items/CP-1/waits/"
CIRCLES = {
    "nothing there": ((), (1, 2), ()),
    "straight back": (((2, 1),), (1, 2), (1, 2, 1)),
    "the long way": (((2, 3), (3, 4), (4, 1)), (1, 2), (1, 2, 3, 4, 1)),
    "the shortest of two": (((2, 3), (3, 1), (2, 1)), (1, 2), (1, 2, 1)),
    "a diamond is none": (((2, 3), (2, 4), (3, 5), (4, 5)), (1, 2), ()),
}


@pytest.mark.parametrize("name", CIRCLES)
def test_circles(name):
    edges, (item, blocker), expected = CIRCLES[name]
    assert circle(edges, item, blocker) == expected


@pytest.fixture
def items(cast):
    return make_items(cast.planner, "ABC")


def waits() -> list[tuple[str, str]]:
    rows = Wait.objects.standing().order_by("pk")
    return list(rows.values_list("item__title", "blocker__title"))


def test_said_and_taken_back_shown_at_both_ends(cast, signed_in, items):
    client = signed_in(cast.member)
    for _ in range(2):
        assert client.post(URL, {"blocker": "cp-2"}).status_code == 302
    assert waits() == [("A", "B")]
    here = client.get("/items/CP-1/").context["page"].talk
    there = client.get("/items/CP-2/").context["page"].talk
    assert [(tie.reference, tie.is_open) for tie in here.waits] == [("CP-2", True)]
    assert [tie.reference for tie in there.waited_by] == ["CP-1"]
    assert here.is_blocked
    url = here.waits[0].removal_url
    for _ in range(2):
        assert client.post(url).status_code == 302
    assert waits() == []


def test_another_cluster_may_be_waited_for(cast, signed_in, items):
    make_items(cast.payslips, "P")
    assert signed_in(cast.owner).post(URL, {"blocker": "PAY-1"}).status_code == 302
    assert waits() == [("A", "P")]
    assert signed_in(cast.owner).post("/items/PAY-1/waits/", {"blocker": "CP-1"}).status_code == 403


WRONG = {
    "CP-1": "An item cannot wait for itself.",
    "CP-3": "That goes round in a circle: CP-1 waits for CP-3 waits for CP-2 waits for CP-1.",
    "CP-99": "There is no such item.",
    "soon": "That is no item; write it as CR-198.",
    "": "This field is required",
    "CP-4": "CP-4 “D” is shipped; only open items wait for each other.",
}


@pytest.mark.parametrize("blocker", WRONG)
def test_what_cannot_be_waited_for_is_told_in_place(cast, signed_in, items, blocker):
    make_items(cast.planner, "D", states=("in_progress", "shipped"))
    add_wait(cast.owner, items["C"], items["B"])
    add_wait(cast.owner, items["B"], items["A"])
    answer = signed_in(cast.owner).post(URL, {"blocker": blocker})
    assert answer.status_code == 422
    assert WRONG[blocker] in answer.content.decode()
    assert waits() == [("C", "B"), ("B", "A")]


def test_shipping_tells_those_who_wait(cast, items):
    wait = add_wait(cast.member, items["A"], items["B"])
    ended = add_wait(cast.member, items["C"], items["B"])
    end_wait(cast.owner, ended)
    change_state(cast.owner, items["B"], "in_progress")
    change_state(cast.owner, items["B"], "shipped")
    told = Notification.objects.get()
    assert (told.person, told.path) == (cast.member, "/items/CP-1/")
    assert told.words == "CP-2 “B” is shipped. CP-1 no longer waits for it."
    assert wait.ended_at is None


def test_dropping_several_tells_why(cast, signed_in, items):
    add_wait(cast.member, items["A"], items["B"])
    keys = [items["B"].pk, items["C"].pk]
    change_items(cast.owner, cast.rostering.pk, keys, Change(state=ItemState.DROPPED, reason="No."))
    told = Notification.objects.get()
    assert told.words == "CP-2 “B” was dropped, and CP-1 waits for it: No."
    page = signed_in(cast.member).get("/items/CP-1/").content.decode()
    assert "dropped, so it will not come" in page


def test_a_row_says_what_it_waits_for(cast, signed_in, items):
    make_items(cast.payslips, "P")
    client = signed_in(cast.owner)
    for blocker in ("CP-2", "CP-3"):
        client.post(URL, {"blocker": blocker})
    change_state(cast.owner, items["C"], "dropped", "No.")
    rows = client.get("/clusters/rostering/backlog/").context["page"].rows
    assert [(row.reference, row.waits) for row in rows] == [
        ("CP-1", "CP-2, CP-3 (dropped)"),
        ("CP-2", ""),
    ]
    change_state(cast.owner, items["B"], "in_progress")
    form = {"state": "shipped", "seen": "in_progress"}
    page = client.post("/items/CP-2/state/", form, follow=True).content.decode()
    assert "CP-2 is shipped now. CP-1 no longer waits for it." in page
    assert "waits for CP-3 (dropped)" in page


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cannot_close_a_circle():
    """Two connections: each adds half of a circle, and one of them is refused."""
    cast = make_cast()
    items = make_items(cast.planner, "AB")
    gate, answers = threading.Barrier(2), []

    def say(item: str, blocker: str) -> None:
        try:
            gate.wait(10)
            add_wait(cast.owner, items[item], items[blocker])
            answers.append("")
        except Refused as refused:
            answers.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=say, args=pair) for pair in (("A", "B"), ("B", "A"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == ["", "circle"]
    assert len(waits()) == 1
