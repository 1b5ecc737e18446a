"""Which way a hypothesis may go, as a table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from backlogs.calculations.outcomes import direction_between, problem_with
from metrics.values import Direction

HIGHER, LOWER, RANGE = Direction


@pytest.mark.parametrize(
    ("direction", "before", "after", "words"),
    [
        (HIGHER, "62", "80", ""),
        (HIGHER, "62", "62.0", "stands already"),
        (HIGHER, "62", "61.999999", "Higher is better"),
        (LOWER, "12", "4", ""),
        (LOWER, "4", "12", "Lower is better"),
        (LOWER, "0", "-1", ""),
        (RANGE, "19", "21", ""),
        (RANGE, "21", "19", ""),
        (RANGE, "21", "21", "stands already"),
    ],
)
def test_a_hypothesis_goes_for_the_better(direction, before, after, words):
    found = problem_with(direction, Decimal(before), Decimal(after))
    assert (words in found) if words else found == ""


def test_a_key_result_is_better_towards_its_target():
    assert direction_between(Decimal(12), Decimal(4)) is LOWER
    assert direction_between(Decimal(0), Decimal(40)) is HIGHER
