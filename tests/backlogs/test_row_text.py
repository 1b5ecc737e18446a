"""The rows of a list are written by hand, so what a template does by itself is tested here."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils.safestring import mark_safe

from backlogs.calculations.seen import Seen
from backlogs.queries.rows import Row
from backlogs.templatetags.item_rows import item_rows
from backlogs.values import ItemState, ItemType


@dataclass
class Page:
    rows: tuple[Row, ...]
    can_edit: bool = False
    can_move: bool = False
    shows_products: bool = False
    first: int = 7
    item_path: str = "/items/"
    item_suffix: str = "/?at=2026-q3&x=1"


def row(number=1, **fields):
    usual = {
        "reference": f"CP-{number}",
        "title": "Leave",
        "type": ItemType.FIX,
        "state": ItemState.READY,
        "effort": 3,
        "product": "Payroll",
        "outcome": "",
        "lacks_outcome": False,
        "score": "",
        "last": "3 d",
        "is_stale": False,
        "place": "1",
        "seen": Seen(2, ItemState.READY),
        "waits": "",
        "is_kept": False,
    }
    return Row(**usual | fields)


@pytest.mark.parametrize("where", ["title", "product", "waits", "last", "outcome"])
def test_words_of_people_are_escaped(where):
    written = item_rows(Page((row(**{where: "<b>&\"'"}),), shows_products=True), False, "")
    assert "&lt;b&gt;&amp;&quot;&#x27;" in written
    assert "<b>&" not in written


def test_marks_stay_marks_and_addresses_are_escaped():
    written = item_rows(Page((row(last=mark_safe("<span>90 d</span>")),)), False, "")
    assert "<i class=bl-age><span>90 d</span></i></li>" in written
    assert 'href="/items/CP-1/?at=2026-q3&amp;x=1">Leave</a>' in written


def test_positions_go_on_behind_the_line():
    page = Page((row(1), row(2), row(3)), can_move=True)
    parts = item_rows(page, False, "", 0, 2), item_rows(page, False, "", 2)
    assert "".join(parts) == item_rows(page, False, "")
    assert [f"position {place}" in parts[1] for place in (8, 9)] == [False, True]


def test_only_what_was_picked_is_checked():
    page = Page((row(1), row(2)), can_edit=True)
    assert item_rows(page, False, ["CP-2"]).count(" checked>") == 1
    assert item_rows(page, True, "").count(" checked>") == 2
    assert "<input" not in item_rows(Page((row(1),)), True, ["CP-1"])


def test_items_of_a_retired_product_are_not_touched():
    page = Page((row(is_kept=True, lacks_outcome=True),), can_edit=True, can_move=True)
    written = item_rows(page, True, "")
    assert written.startswith('<li class="bl-row kept" data-id=CP-1><b class=rank>7</b>')
    assert "outcome" not in written
