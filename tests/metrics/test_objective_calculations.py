"""Progress, the value that counts, and roll-ups, as tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.calculations.objectives import (
    Said,
    count_finding,
    newest,
    progress,
    roll_up,
    value_of_metric,
    value_said,
)
from metrics.values import Cadence, Direction, Level, QuarterSummary, Summary
from metrics.values.history import MetricHistory
from metrics.values.objectives import Aim, Part
from portfolio.kernel.quarters import Quarter

Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("start", "target", "current", "expected"),
    [
        ("0", "100", "25", "0.25"),
        ("40", "60", "50", "0.5"),
        ("8", "4", "5", "0.75"),
        ("8", "4", "9", "0"),
        ("40", "60", "39", "0"),
        ("40", "60", "75", "1"),
        ("-10", "10", "0", "0.5"),
        ("5", "0", "0", "1"),
        ("99.39", "99.9", "99.39", "0"),
        ("0", "1", None, None),
    ],
)
def test_progress_is_the_share_of_the_way(
    start: str, target: str, current: str | None, expected: str | None
) -> None:
    aim = Aim(Decimal(start), Decimal(target))
    assert progress(aim, number(current)) == number(expected)


def test_there_must_be_a_way_to_go() -> None:
    with pytest.raises(ValueError, match="the same"):
        Aim(Decimal("1.0"), Decimal(1))


def history(summary: Summary) -> MetricHistory:
    def quarter(one: Quarter, value: int) -> tuple[Quarter, QuarterSummary]:
        return one, QuarterSummary(
            Decimal(value), 3, one.start, one.start, Decimal(value), is_exact=True
        )

    return MetricHistory(
        "m", Level.BUSINESS, Direction.HIGHER, Cadence.MONTH, summary, date(2025, 1, 1), None,
        quarters=(quarter(Q2, 20), quarter(Q3, 30)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("summary", "quarter", "on", "expected"),
    [
        (Summary.MEAN, Q3, date(2026, 8, 15), "30"),
        (Summary.MEAN, Q3, date(2026, 9, 30), "30"),
        (Summary.MEAN, Q2, date(2026, 6, 30), "20"),
        (Summary.SUM, Q3, date(2026, 8, 15), None),
        (Summary.SUM, Q3, date(2026, 9, 29), None),
        (Summary.SUM, Q3, date(2026, 9, 30), "30"),
        (Summary.MEAN, Q3, date(2026, 6, 30), None),
        (Summary.MEAN, Q3.next(), date(2026, 11, 22), None),
    ],
)
def test_only_the_objectives_own_quarter_counts(
    summary: Summary, quarter: Quarter, on: date, expected: str | None
) -> None:
    assert value_of_metric(history(summary), quarter, on) == number(expected)


SAID = [
    Said(date(2026, 7, 10), Decimal(10), Decimal("0.5")),
    Said(date(2026, 8, 10), Decimal(20), Decimal("0.7")),
    Said(date(2026, 9, 10), None, Decimal("0.3")),
]


@pytest.mark.parametrize(
    ("on", "value", "confidence"),
    [
        (date(2026, 7, 9), None, None),
        (date(2026, 7, 10), "10", "0.5"),
        (date(2026, 9, 9), "20", "0.7"),
        (date(2026, 9, 30), "20", "0.3"),
    ],
)
def test_the_newest_check_in_up_to_the_day_holds(
    on: date, value: str | None, confidence: str | None
) -> None:
    found = newest(SAID, on)
    assert value_said(SAID, on) == number(value)
    assert (found.confidence if found else None) == number(confidence)


@pytest.mark.parametrize(
    ("parts", "expected", "unscored"),
    [
        ([], None, ()),
        ([("a", None)], None, ("a",)),
        ([("a", "0.5"), ("b", None)], "0.5", ("b",)),
        ([("a", "0.2"), ("b", "0.4"), ("c", None)], "0.3", ("c",)),
        ([("a", "0"), ("b", "1")], "0.5", ()),
    ],
)
def test_a_roll_up_is_the_mean_of_what_is_scored(
    parts: list[tuple[str, str | None]], expected: str | None, unscored: tuple[str, ...]
) -> None:
    found = roll_up(Part(name, number(value)) for name, value in parts)
    assert (found.progress, found.unscored, found.count) == (
        number(expected), unscored, len(parts),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "No key result: two to five tell whether the objective is reached."),
        (1, "1 key result: two to five tell whether the objective is reached."),
        (2, ""),
        (5, ""),
        (6, "6 key results: more than five seldom stay in view."),
    ],
)
def test_two_to_five_key_results(count: int, words: str) -> None:
    assert count_finding(["x"] * count) == words
