"""Rows and files of a backlog that cannot go in: each says where and why, and the rest goes in."""

from __future__ import annotations

from typing import Any

import pytest

from backlogs.models import Item
from portfolio.imports.batches import apply_files
from portfolio.imports.loading import load_profile
from portfolio.imports.planning import make_plan
from portfolio.kernel.importing import Plan
from portfolio.kernel.tabular.values import Source
from tests.backlogs.builders import make_items
from tests.portfolio.imports import reasons

pytestmark = pytest.mark.django_db


def sheet(text: str, name: str = "backlog.csv") -> Source:
    return Source(name, text.encode())


def plan(source: Source) -> Plan:
    return make_plan(load_profile("backlog"), [source])


def take_in(source: Source) -> Plan:
    return apply_files(None, load_profile("backlog"), [source])[1]


REFUSED = {
    "an unknown state": (
        "Crew planner,A,someday,,",
        "State: “someday” is not one of idea, ready, in_progress, waiting, shipped, dropped. "
        "Map it in the profile",
    ),
    "no product": ("Nowhere,A,,,", "Product: no product is called “Nowhere”"),
    "no title": ("Crew planner,,,,", "Title: title is empty, and the field is needed"),
    "effort below zero": ("Crew planner,A,,-3,", "Effort: “-3” is not between 0 and 2,000,000,000"),
    "closed without a day": (
        "Crew planner,A,shipped,,",
        "Closed: shipped, but nothing says when, and flow is counted by that day",
    ),
    "a day nobody can read": (
        "Crew planner,A,shipped,,03/04/2020",
        "Closed: “03/04/2020” is not a date in the form “%Y-%m-%d”, “%d.%m.%Y”. "
        "Correct it in the source, or add its format to the profile",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_is_refused_with_place_column_and_reason(cast: Any, name: str) -> None:
    row, reason = REFUSED[name]
    source = sheet(f"Product,Title,State,Effort,Closed\nCrew planner,Sound,,,\n{row}\n")
    found = take_in(source)
    if name != "no title":
        assert reasons(found) == [f"line 3, {reason}"]
    else:
        assert reasons(found)[0].startswith("line 3, ")
    assert list(Item.objects.values_list("title", flat=True)) == ["Sound"]


def test_the_same_item_twice_is_refused_whatever_its_case(cast: Any) -> None:
    make_items(cast.planner, "A")
    found = plan(sheet("Key,Product,Title\nCP-1,Crew planner,A\ncp-1,Crew planner,B\n"))
    assert reasons(found) == [
        "line 3, Key: CP-1 stands in backlog.csv, line 2 too. Keep one of them"
    ]


BROKEN = {
    "a line of 2 MB": (
        b"Product,Title\nCrew planner," + b"x" * 2_000_000 + b"\nCrew planner,Sound\n",
        "a cell longer than 131,072 characters",
    ),
    "broken UTF-8": (b"Product,Title\nCrew planner,caf\xc3\xa9 \xff\n", "is not valid UTF-8"),
    "half a UTF-16": (b"\xff\xfeP\x00r\x00\x00\xd8", "is not valid UTF-16"),
    "an unclosed quotation mark": (b'Product,Title\nCrew planner,"A\n', "never closes"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_where_and_why(cast: Any, name: str) -> None:
    content, reason = BROKEN[name]
    found = plan(Source("backlog.csv", content))
    assert any(reason in str(refusal.problem) for refusal in found.refusals), reasons(found)
    assert not any("Sound" not in change.label for change in found.changes)


def test_a_text_too_long_in_json_refuses_its_record_alone(cast: Any) -> None:
    rows = '[{"Product": "Crew planner", "Title": "A", "Description": "%s"},' % ("x" * 40_000)
    found = plan(sheet(rows + '{"Product": "Crew planner", "Title": "B"}]', "backlog.json"))
    assert [change.label for change in found.changes] == ["B"]
    assert reasons(found) == [
        "record 1, Description: 40,000 characters, at most 32,767 are read from one cell. "
        "Shorten the text or keep it in a linked document"
    ]
