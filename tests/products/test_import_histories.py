"""Dated statements beside a dated history, case by case."""

from __future__ import annotations

from datetime import date

import pytest

from products.imports.histories import Fate, Period, Statement, continued

JAN, APR, JUL, OCT = (date(2026, month, 1) for month in (1, 4, 7, 10))
Rows = list[tuple[date, date | None, str]]

CASES: dict[str, tuple[Rows, Rows, list[Fate], Rows]] = {
    "nothing recorded": ([], [(JAN, None, "a")], [Fate.NEW], [(JAN, None, "a")]),
    "two statements in a row": (
        [], [(APR, None, "b"), (JAN, None, "a")], [Fate.NEW, Fate.NEW],
        [(JAN, APR, "a"), (APR, None, "b")],
    ),
    "the same again": ([(JAN, None, "a")], [(JAN, None, "a")], [Fate.SAME], [(JAN, None, "a")]),
    "the same later": ([(JAN, None, "a")], [(JUL, None, "a")], [Fate.SAME], [(JAN, None, "a")]),
    "the next one": (
        [(JAN, None, "a")], [(APR, None, "b")], [Fate.NEW], [(JAN, APR, "a"), (APR, None, "b")],
    ),
    "after a gap": (
        [(JAN, APR, "a")], [(JUL, None, "b")], [Fate.NEW], [(JAN, APR, "a"), (JUL, None, "b")],
    ),
    "on the day the other ended": (
        [(JAN, APR, "a")], [(APR, None, "b")], [Fate.NEW], [(JAN, APR, "a"), (APR, None, "b")],
    ),
    "before everything": (
        [(APR, None, "b")], [(JAN, None, "a")], [Fate.NEW], [(JAN, APR, "a"), (APR, None, "b")],
    ),
    "the same, known earlier": (
        [(APR, None, "a")], [(JAN, None, "a")], [Fate.CHANGED], [(JAN, None, "a")],
    ),
    "another on the very day": (
        [(JAN, None, "a")], [(JAN, None, "b")], [Fate.CHANGED], [(JAN, None, "b")],
    ),
    "in the middle": (
        [(JAN, JUL, "a"), (JUL, None, "b")], [(APR, None, "c")], [Fate.REFUSED],
        [(JAN, JUL, "a"), (JUL, None, "b")],
    ),
    "two on one day": (
        [], [(JAN, None, "a"), (JAN, None, "b")], [Fate.NEW, Fate.REFUSED], [(JAN, None, "a")],
    ),
    "an end that becomes known": (
        [(JAN, None, "a")], [(JAN, JUL, "a")], [Fate.CHANGED], [(JAN, JUL, "a")],
    ),
    "another end than recorded": (
        [(JAN, JUL, "a")], [(JAN, OCT, "a")], [Fate.REFUSED], [(JAN, JUL, "a")],
    ),
    "an end before its beginning": ([], [(JUL, JAN, "a")], [Fate.REFUSED], []),
    "an end on its beginning": ([], [(JAN, JAN, "a")], [Fate.REFUSED], []),
    "a period before a later one": (
        [(JUL, None, "b")], [(JAN, APR, "a")], [Fate.NEW], [(JAN, APR, "a"), (JUL, None, "b")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    recorded, said, fates, expected = CASES[name]
    history = [Period(*row, pk=number) for number, row in enumerate(recorded, start=1)]
    statements = [Statement(*row) for row in said]
    continued(history, statements)
    assert [statement.fate for statement in statements] == fates
    assert [(period.since, period.until, period.value) for period in history] == expected
