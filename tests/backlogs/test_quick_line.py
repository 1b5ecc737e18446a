"""One typed line: the marks it may hold, and that nothing else is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogs.calculations.quick import QuickItem, parse_quick


@pytest.mark.parametrize(
    ("line", "title", "kind", "effort"),
    [
        ("Leave arrives late", "Leave arrives late", "improvement", None),
        ("fix: Leave arrives late ~2", "Leave arrives late", "fix", 2),
        ("FIX:late", "late", "fix", None),
        (" investigation :  why  calls? ", "why calls?", "investigation", None),
        ("~5 Enhancement: no", "Enhancement: no", "improvement", 5),
        ("enhancement: a ~1 b ~3", "a b", "enhancement", 3),
        ("fixed: a", "fixed: a", "improvement", None),
        ("note: a ~x ~2.5 ~12345", "note: a ~x ~2.5 ~12345", "improvement", None),
        ("fix:", "", "fix", None),
        ("", "", "improvement", None),
    ],
)
def test_the_table(line, title, kind, effort):
    assert parse_quick(line) == QuickItem(title, kind, effort)


@pytest.mark.parametrize(
    ("line", "title", "product"),
    [
        ("Late /payroll", "Late", "payroll"),
        ("/payroll fix it ~2 /shift-swaps", "fix it", "shift-swaps"),
        ("Move /etc/hosts and and/or 1/2", "Move /etc/hosts and and/or 1/2", ""),
    ],
)
def test_a_slash_names_the_product(line, title, product):
    found = parse_quick(line)
    assert (found.title, found.product) == (title, product)


@given(st.text(max_size=400))
def test_any_text_gives_one_line_without_outer_blanks(line):
    found = parse_quick(line)
    assert found.title == " ".join(found.title.split())
    assert set(found.title) <= set(line) | {" "}
