"""Did it work? The hard cases of a verdict, as tables (DOMAIN 6)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from backlogs.calculations.verdicts import (
    Aim,
    Judged,
    Window,
    effect_of,
    judge,
    verdict_of,
    window_of_check_ins,
    window_of_metric,
    windows,
)
from backlogs.values.verdicts import Gap, OutcomePolicy, Verdict
from metrics.values import Cadence, Direction, Measured, Summary

HIGHER, LOWER, RANGE = Direction
POLICY = OutcomePolicy()


def number(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("effect", "verdict"),
    [
        ("7", "achieved"),
        ("1", "achieved"),
        ("0.999999999", "partly"),
        ("0.5", "partly"),
        ("0.499999999", "no_effect"),
        ("0", "no_effect"),
        ("-0.099999999", "no_effect"),
        ("-0.1", "worse"),
        ("-3", "worse"),
    ],
)
def test_the_edges_are_exact(effect, verdict):
    assert verdict_of(Decimal(effect), POLICY) == verdict


@pytest.mark.parametrize(
    ("direction", "before", "expected", "after", "effect"),
    [
        (HIGHER, "60", "80", "80", "1"),
        (HIGHER, "60", "80", "70", "0.5"),
        (HIGHER, "60", "80", "58", "-0.1"),
        (LOWER, "12", "4", "4", "1"),
        (LOWER, "12", "4", "8", "0.5"),
        (LOWER, "12", "4", "12.8", "-0.1"),
        (LOWER, "12", "4", "2", "1.25"),
        (HIGHER, "-4", "4", "0", "0.5"),
        # Nowhere to go: it stood there, or beyond, so that less would look like more.
        (HIGHER, "80", "80", "90", None),
        (HIGHER, "82", "80", "81", None),
        (LOWER, "4", "4", "1", None),
        (LOWER, "3", "4", "5", None),
    ],
)
def test_better_is_positive_whichever_way_it_lies(direction, before, expected, after, effect):
    found = effect_of(Aim(direction, Decimal(expected)), Decimal(before), Decimal(after))
    assert found == number(effect)


@pytest.mark.parametrize(
    ("span", "before", "expected", "after", "effect"),
    [
        (("18", "22"), "26", "22", "24", "0.5"),
        (("18", "22"), "26", "20", "18", "1"),  # anywhere inside is as good
        (("18", "22"), "26", "20", "14", "0"),  # as far outside on the other side
        (("18", "22"), "14", "19", "12", "-0.5"),
        (("18", "22"), "20", "21", "21", None),  # it was inside already
        (None, "26", "20", "17", "0.5"),  # no range known: the expected value is the best
    ],
)
def test_within_a_range_nearer_is_better(span, before, expected, after, effect):
    limits = span and (Decimal(span[0]), Decimal(span[1]))
    aim = Aim(RANGE, Decimal(expected), limits)
    assert effect_of(aim, Decimal(before), Decimal(after)) == number(effect)


AIM = Aim(HIGHER, Decimal(80))
FULL = Window(Decimal(60), 3, 3)


@pytest.mark.parametrize(
    ("aim", "before", "after", "gap"),
    [
        (None, FULL, FULL, Gap.NO_FIGURE),
        (AIM, Window(None, 0, 3), FULL, Gap.FEW_BEFORE),
        (AIM, Window(Decimal(60), 1, 3), FULL, Gap.FEW_BEFORE),
        (AIM, FULL, Window(Decimal(80), 6, 13), Gap.FEW_AFTER),
        (AIM, FULL, Window(None, 0, 1), Gap.FEW_AFTER),
        (AIM, Window(Decimal(80), 3, 3), FULL, Gap.NO_WAY),
    ],
)
def test_what_nobody_can_know_is_unknown_and_says_why(aim, before, after, gap):
    assert judge(aim, before, after, POLICY) == Judged(Verdict.UNKNOWN, gap=gap)


def test_half_of_the_measurements_is_enough():
    found = judge(AIM, Window(Decimal(60), 2, 4), Window(Decimal(70), 45, 90), POLICY)
    assert found == Judged(Verdict.PARTLY, Decimal("0.5"))
    strict = OutcomePolicy.from_thresholds({"outcomes.coverage": "0.51"})
    assert judge(AIM, Window(Decimal(60), 2, 4), FULL, strict).gap is Gap.FEW_BEFORE


def test_the_day_of_shipping_is_in_neither_window():
    shipped = date(2026, 3, 31)
    before, after = windows(shipped, shipped + timedelta(days=90), 90)
    assert before == (date(2025, 12, 31), date(2026, 3, 30))
    assert after == (date(2026, 4, 1), date(2026, 6, 29))
    _, later = windows(shipped, shipped + timedelta(days=180), 90)
    assert later == (date(2026, 6, 30), date(2026, 9, 27))


def rows(*values, counts=()):
    return [
        Measured(date(2026, 1, 1) + timedelta(days=place), Decimal(value), *counted)
        for place, (value, counted) in enumerate(
            zip(values, counts or [()] * len(values), strict=True)
        )
    ]


@pytest.mark.parametrize(
    ("summary", "cadence", "given", "value", "wanted"),
    [
        (Summary.MEAN, Cadence.MONTH, rows(60, 66), "63", 3),
        (Summary.LAST, Cadence.MONTH, rows(60, 66), "66", 3),
        (Summary.SUM, Cadence.MONTH, rows(10, 20, 30), "60", 3),
        (Summary.SUM, Cadence.MONTH, rows(10, 20), "45", 3),  # a month is missing, not empty
        (Summary.SUM, Cadence.MONTH, rows(10, 20, 30, 40), "75", 3),  # four ends of months
        (Summary.SUM, Cadence.MONTH, rows(1, 1, 1, 1, 1, 1), "6", 3),  # oftener than agreed
        (Summary.MEAN, Cadence.YEAR, rows(7), "7", 1),
        (Summary.MEAN, Cadence.WEEK, rows(7), "7", 13),
        (Summary.MEAN, Cadence.DAY, [], None, 90),
    ],
)
def test_a_window_is_summed_up_as_the_metric_is(summary, cadence, given, value, wanted):
    found = window_of_metric(summary, "", cadence, given, 90)
    assert found == Window(number(value), len(given), wanted)


def test_a_ratio_is_one_of_sums():
    counts = [(Decimal(4), Decimal(10)), (Decimal(90), Decimal(100))]
    found = window_of_metric(Summary.RATIO, "%", Cadence.MONTH, rows(40, 90, counts=counts), 90)
    assert found == Window(Decimal("85.454545"), 2, 3)


def test_of_check_ins_the_newest_stands():
    assert window_of_check_ins(rows(3, 9, 5)) == Window(Decimal(5), 3, 1)
    assert window_of_check_ins([]) == Window(None, 0, 1)


@pytest.mark.parametrize(
    "given",
    [
        {"outcomes.partly": "1.5"},
        {"outcomes.coverage": "2"},
        {"outcomes.window_days": 91},
        {"outcomes.window_days": 0},
        {"outcomes.minimum": 0},
        {"outcomes.least_share": "1.1"},
    ],
)
def test_thresholds_that_contradict_are_refused(given):
    with pytest.raises(ValueError, match=next(iter(given))):
        OutcomePolicy.from_thresholds(given)
