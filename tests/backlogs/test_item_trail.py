"""The trail: everything that happened to an item, in one list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from backlogs.actions import change_state, edit_item, move_item
from backlogs.actions.comments import add_comment, remove_comment
from backlogs.actions.links import add_link, remove_link
from backlogs.actions.waits import add_wait, end_wait
from tests.backlogs.builders import make_items

THEN = datetime(2025, 2, 3, tzinfo=UTC)
URL = "/items/CP-2/trail/"


def test_everything_is_told(cast, signed_in):
    items = make_items(cast.planner, "AB", at=THEN)
    item = items["B"]
    change_state(cast.member, item, "ready", at=THEN + timedelta(days=1))
    move_item(cast.owner, item, to="top")
    edit_item(cast.owner, item, 1, title="New", effort=3, assignee=cast.member)
    remove_comment(cast.owner, add_comment(cast.owner, item, "Hm."))
    remove_link(cast.member, add_link(cast.owner, item, "Plan", "https://plan.example/"))
    end_wait(cast.member, add_wait(cast.owner, item, items["A"]))
    add_wait(cast.owner, items["A"], item)
    entries = signed_in(cast.employee).get(URL).context["page"].entries
    told = {(entry.kind, entry.who, entry.words) for entry in entries}
    assert told == {
        ("state", "", "Written down as idea"),
        ("state", "Mo Member", "set it to ready"),
        ("move", "Olga Owner", "moved it to the top"),
        ("words", "", "changed title, effort and assignee"),
        ("comment", "Olga Owner", "commented"),
        ("comment_change", "Olga Owner", "removed a comment"),
        ("link", "Olga Owner", "attached “Plan”"),
        ("link_off", "Mo Member", "took off “Plan”"),
        ("wait", "Olga Owner", "said that it waits for CP-1"),
        ("wait_off", "Mo Member", "said that it no longer waits for CP-1"),
        ("wait", "Olga Owner", "said that CP-1 waits for it"),
    }
    words = next(entry for entry in entries if entry.kind == "words")
    assert [(one.name, one.before, one.after) for one in words.differences] == [
        ("title", "B", "New"),
        ("effort", "–", "3"),
        ("assignee", "–", "Mo Member"),
    ]
    assert [entry.words for entry in entries[-2:]] == ["set it to ready", "Written down as idea"]


def test_what_was_reworded_by_whom_over_http(cast, signed_in):
    make_items(cast.planner, "AB", description="<old>")
    client = signed_in(cast.member)
    form = {"title": "B", "type": "fix", "dimension": "improvement", "version": "1"}
    client.post("/items/CP-2/fields/", {**form, "description": "<new>"})
    page = client.get(URL).content.decode()
    assert "<del>&lt;old&gt;</del> <ins>&lt;new&gt;</ins>" in page
    assert "<del>Improvement</del> <ins>Fix</ins>" in page
    assert "<b>Mo Member</b> changed" in page


def test_it_is_paged_and_costs_the_same(cast, signed_in, django_assert_max_num_queries):
    item = make_items(cast.planner, "AB", at=THEN)["B"]
    for number in range(90):
        add_comment(cast.owner, item, f"Number {number}")
    client = signed_in(cast.employee)
    with django_assert_max_num_queries(6):
        first = client.get(URL).context["page"]
    last = client.get(f"{URL}?page=3").context["page"]
    assert (len(first.entries), first.pager.has_next) == (40, True)
    assert (len(last.entries), last.pager.has_next) == (11, False)
    assert client.get(f"{URL}?page=x").context["page"].pager.number == 1
    assert client.get(f"{URL}?page=99999999999999").status_code == 200


def test_the_past_knows_nothing_later(cast, signed_in):
    item = make_items(cast.planner, "AB", at=THEN)["B"]
    add_comment(cast.owner, item, "Today")
    entries = signed_in(cast.owner).get(f"{URL}?at=2025-q1").context["page"].entries
    assert [entry.kind for entry in entries] == ["state"]
