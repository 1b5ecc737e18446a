"""Scores and where they differ from the order, as tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from backlogs.calculations.scoring import Rice, Wsjf, disagreements, score_of, working

SPACE = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("inputs", "effort", "score", "words"),
    [
        (Rice(800, Decimal(2), 80), 5, "256", "800 × 2 × 80 % ÷ 5 = 256"),
        (Rice(100, Decimal("0.25"), 50), 3, "4.166667", "100 × 0.25 × 50 % ÷ 3 = 4.17"),
        (Rice(1, Decimal("0.25"), 1), 1000, "0.000003", "1 × 0.25 × 1 % ÷ 1000 = 0"),
        (Rice(12000, Decimal(3), 100), 1, "36000", f"12{SPACE}000 × 3 × 100 % ÷ 1 = 36{SPACE}000"),
        (Rice(800, Decimal(2), 80), None, None, "800 × 2 × 80 %, not scored: no effort"),
        (Wsjf(8, 5, 3), 2, "8", "(8 + 5 + 3) ÷ 2 = 8"),
        (Wsjf(20, 13, 1), 3, "11.333333", "(20 + 13 + 1) ÷ 3 = 11.3"),
        (Wsjf(1, 1, 1), None, None, "(1 + 1 + 1), not scored: no effort"),
    ],
)
def test_a_score_and_its_working(inputs, effort, score, words):
    assert score_of(inputs, effort) == (None if score is None else Decimal(score))
    assert working(inputs, effort) == words


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], []),
        ([("a", 5)], []),
        ([("a", 9), ("b", 5), ("c", 5)], []),  # equal scores stand in the order
        ([("a", 1), ("b", 5), ("c", 9)], [("a", 1, 3), ("c", 3, 1)]),
        ([("a", 2), ("b", 9), ("c", 5), ("d", 1)], [("a", 1, 3), ("b", 2, 1), ("c", 3, 2)]),
    ],
)
def test_where_score_and_order_disagree(scores, expected):
    found = disagreements([(key, Decimal(score)) for key, score in scores])
    assert [(one.key, one.place, one.by_score) for one in found] == expected


def test_only_the_most_are_told():
    scored = [(letter, Decimal(place)) for place, letter in enumerate("abcdef")]
    assert [one.key for one in disagreements(scored, 2)] == ["a", "f"]
