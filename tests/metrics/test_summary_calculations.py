"""A quarter of measurements as one value, and the value of a metric on a date."""

from datetime import date
from decimal import Decimal

import pytest

from metrics.calculations.summaries import (
    current_value,
    expected_count,
    measurement_coverage,
    summarise,
)
from metrics.values import Cadence, Measured, QuarterSummary, Summary
from portfolio.kernel.quarters import Quarter

D = Decimal
JULY, AUGUST, SEPTEMBER = date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30)
# Out of order on purpose: rows come from the database as they like.
THREE = [Measured(SEPTEMBER, D(3)), Measured(JULY, D(10)), Measured(AUGUST, D(5))]


@pytest.mark.parametrize(
    ("summary", "value"),
    [
        (Summary.MEAN, "6"),
        (Summary.SUM, "18"),
        (Summary.LAST, "3"),
        (Summary.MEDIAN, "5"),
        (Summary.P95, "9.5"),
    ],
)
def test_a_quarter_as_one_value(summary: Summary, value: str) -> None:
    assert summarise(summary, THREE, "h") == QuarterSummary(
        value=D(value), count=3, first_on=JULY, last_on=SEPTEMBER, last_value=D(3)
    )


@pytest.mark.parametrize("summary", Summary)
def test_a_quarter_without_measurements_has_no_value(summary: Summary) -> None:
    assert summarise(summary, [], "%") is None


@pytest.mark.parametrize("summary", [kind for kind in Summary if kind is not Summary.RATIO])
def test_one_measurement_is_its_own_summary(summary: Summary) -> None:
    found = summarise(summary, [Measured(JULY, D("7.5"))], "h")
    assert found == QuarterSummary(D("7.5"), 1, JULY, JULY, D("7.5"))


def test_a_value_is_kept_to_six_places() -> None:
    thirds = [Measured(JULY, D(1)), Measured(AUGUST, D(0)), Measured(SEPTEMBER, D(0))]
    found = summarise(Summary.MEAN, thirds, "")
    assert found is not None
    assert str(found.value) == "0.333333"


@pytest.mark.parametrize(("unit", "value"), [("%", "25"), ("€", "0.25")])
def test_a_ratio_of_sums_weighs_by_its_counts(unit: str, value: str) -> None:
    counts = [Measured(JULY, D(100), D(10), D(10)), Measured(AUGUST, D(0), D(0), D(30))]
    found = summarise(Summary.RATIO, counts, unit)
    assert found == QuarterSummary(D(value), 2, JULY, AUGUST, D(0))


@pytest.mark.parametrize(
    "second", [Measured(AUGUST, D(50)), Measured(AUGUST, D(50), D(-10), D(-10))]
)
def test_a_ratio_without_its_counts_makes_do_with_the_mean_and_says_so(second: Measured) -> None:
    found = summarise(Summary.RATIO, [Measured(JULY, D(100), D(10), D(10)), second], "%")
    assert found == QuarterSummary(D(75), 2, JULY, AUGUST, D(50), is_exact=False)


def quarter_of(value: int, last_on: date) -> tuple[Quarter, QuarterSummary]:
    """A quarter with one measurement."""
    return Quarter.of(last_on), QuarterSummary(D(value), 1, last_on, last_on, D(value))


@pytest.mark.parametrize(
    ("summary", "on", "value"),
    [
        (Summary.MEAN, date(2026, 9, 30), 90),
        (Summary.MEAN, date(2026, 8, 15), 90),
        (Summary.MEAN, date(2026, 6, 30), 70),
        (Summary.SUM, date(2026, 9, 30), 90),
        (Summary.SUM, date(2026, 9, 29), 70),
        (Summary.SUM, date(2027, 1, 1), 90),
        (Summary.SUM, date(2026, 6, 29), None),
        (Summary.MEAN, date(2026, 3, 31), None),
    ],
)
def test_the_value_on_a_date_is_the_newest_quarters_and_a_sum_waits_for_its_end(
    summary: Summary, on: date, value: int | None
) -> None:
    quarters = [quarter_of(90, date(2026, 8, 1)), quarter_of(70, date(2026, 5, 1))]
    assert current_value(quarters, summary, on) == value


def test_an_empty_history_has_no_value() -> None:
    assert current_value([], Summary.MEAN, date(2026, 9, 30)) is None


@pytest.mark.parametrize(
    ("cadence", "start", "end", "count"),
    [
        (Cadence.DAY, date(2026, 7, 1), date(2026, 10, 1), 92),
        (Cadence.WEEK, date(2026, 7, 1), date(2026, 10, 1), 13),
        (Cadence.MONTH, date(2026, 7, 1), date(2026, 10, 1), 3),
        (Cadence.QUARTER, date(2026, 1, 1), date(2026, 4, 1), 1),
        (Cadence.YEAR, date(2026, 7, 1), date(2026, 10, 1), 0),
        (Cadence.YEAR, date(2026, 1, 1), date(2027, 1, 1), 1),
        (Cadence.MONTH, date(2026, 2, 1), date(2026, 3, 1), 1),
        (Cadence.WEEK, date(2026, 7, 1), date(2026, 7, 4), 0),
        (Cadence.WEEK, date(2026, 7, 1), date(2026, 7, 5), 1),
        (Cadence.DAY, date(2026, 7, 1), date(2026, 7, 1), 0),
        (Cadence.DAY, date(2026, 7, 2), date(2026, 7, 1), 0),
    ],
)
def test_what_a_cadence_promises(cadence: Cadence, start: date, end: date, count: int) -> None:
    assert expected_count(cadence, start, end) == count


@pytest.mark.parametrize(
    ("count", "expected", "share"), [(0, 3, "0"), (6, 12, "0.5"), (4, 3, "1"), (2, 0, None)]
)
def test_coverage_of_measurements(count: int, expected: int, share: str | None) -> None:
    assert measurement_coverage(count, expected) == (None if share is None else D(share))
