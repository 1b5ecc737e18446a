"""One typed line: the marks it may hold, and that nothing else is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogs.calculations.lines import Known, read_line
from backlogs.calculations.quick import QuickItem, parse_quick
from backlogs.values import ItemType


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
        ("note: a ~x #12 !top @ a@b.c # ~", "note: a ~x #12 !top @ a@b.c # ~", "improvement", None),
        (r"fix \#late \~2 a\b", r"fix #late ~2 a\b", "improvement", None),
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


def test_all_marks_at_once():
    found = parse_quick("fix: leave arrives late !3 #notice-given @dana ~2 /payroll")
    assert found == QuickItem(
        "leave arrives late", ItemType.FIX, 2, "payroll", 3, "dana", "notice-given"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Late ~-3", "Effort is 1 to 1000 points, or nothing; “~-3” is neither."),
        ("Late ~−3", "“~−3” is neither."),
        ("Late ~0", "“~0” is neither."),
        ("Late ~2.5", "“~2.5” is neither."),
        ("Late ~12345", "“~12345” is neither."),
        ("Late !0", "A position counts from 1; “!0” is none."),
        ("Late !-1", "A position counts from 1"),
        ("Late ~3 !1", ""),
    ],
)
def test_what_cannot_be_meant(line, told):
    found = parse_quick(line)
    assert (told in found.error) if told else not found.error
    assert found.title == "Late"


KNOWN = Known(
    products={"payroll": "Payroll", "shift-swaps": "Shift swaps"},
    people={"dana-roe": "Dana Roe", "dana-fox": "Dana Fox", "émile-zo": "Émile Zo"},
    metrics={"payroll": {"notice-given": "Notice given"}},
    count=4,
)


@pytest.mark.parametrize(
    ("line", "person", "metric", "error"),
    [
        ("A @dana-roe", "dana-roe", "", ""),
        ("A @émile #notice-given !5", "émile-zo", "notice-given", ""),
        ("A @dana", "", "", "“dana” are several people here; write @dana-roe or @dana-fox."),
        ("A @danna-roe", "", "", "Did you mean @dana-roe or @dana-fox?"),
        ("A @nobody", "", "", "Nobody called “nobody” belongs to this cluster."),
        (
            "A #notice",
            "",
            "",
            "No metric “notice” is tracked for Payroll. Did you mean #notice-given?",
        ),
        ("A #notice-given /shift-swaps", "", "", "is tracked for Shift swaps."),
        ("A /payrol", "", "", "No product “payrol” is in this cluster. Did you mean /payroll?"),
        ("A !6", "", "", "Position 6 is beyond the end of the list, which is 5."),
        ("x" * 1001, "", "", "A line has at most 1000 characters; this one has 1001."),
    ],
)
def test_what_marks_name(line, person, metric, error):
    found = read_line(line, KNOWN, "payroll", KNOWN.count + 1)
    assert error in found.error if error else not found.error
    assert (found.person, found.metric) == (person, metric)


@given(st.text(max_size=400))
def test_any_text_gives_one_line_without_outer_blanks(line):
    found = parse_quick(line)
    assert found.title == " ".join(found.title.split())
    assert set(found.title) <= set(line) | {" "}
