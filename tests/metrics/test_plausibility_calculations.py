"""Which numbers are questioned."""

from decimal import Decimal

import pytest

from metrics.calculations.plausibility import Doubt, doubt

D = Decimal
NINES = [D("99.5"), D("99.3"), D("99.4")]


@pytest.mark.parametrize(
    ("value", "known", "unit", "reason", "suggestion"),
    [
        ("994", NINES, "%", "a share is 0 to 100 %", "99.4"),
        ("101", [], "%", "a share is 0 to 100 %", None),
        ("-5", NINES, "%", "a share is 0 to 100 %", None),
        ("-5", [D(4), D(6)], "h", "it was never below zero", "5"),
        ("500", [D(100), D(100)], "ms", "far above what is usual", "50"),
        ("1000", [D(100), D(100)], "ms", "far above what is usual", "100"),
        ("20", [D(100), D(100)], "ms", "far below what is usual", "200"),
        ("1.2", [D(100), D(140)], "ms", "far below what is usual", "120"),
    ],
)
def test_questioned(
    value: str, known: list[Decimal], unit: str, reason: str, suggestion: str | None
) -> None:
    assert doubt(D(value), known, unit) == Doubt(
        reason, None if suggestion is None else D(suggestion)
    )


@pytest.mark.parametrize(
    ("value", "known", "unit"),
    [
        ("99.4", NINES, "%"),
        ("100", NINES, "%"),
        ("0", NINES, "%"),
        ("120", [D(110), D(105)], "%"),
        ("499.999999", [D(100), D(100)], "ms"),
        ("20.000001", [D(100), D(100)], "ms"),
        ("5000", [D(1)], "ms"),
        ("5000", [], "ms"),
        ("3", [D(0), D(0)], "incidents"),
        ("0", [D(5), D(9)], "incidents"),
        ("-5", [D(-4), D(6)], "points"),
    ],
)
def test_taken_as_it_is(value: str, known: list[Decimal], unit: str) -> None:
    assert doubt(D(value), known, unit) is None
