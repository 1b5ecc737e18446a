"""A quarter of measurements as one value, and the value of a metric on a date (DOMAIN 7)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from metrics.values import Cadence, Measured, QuarterSummary, Summary
from portfolio.kernel.numbers import (
    EXACT,
    HUNDRED,
    ONE,
    mean,
    median,
    percentile,
    ratio,
    stored,
    total,
)
from portfolio.kernel.quarters import Quarter

NINETY_FIFTH = Decimal("0.95")

DAYS_IN_FOUR_YEARS = 1461
"""Counting in four-year spans keeps the expected number of measurements a whole-number question."""


def summarise(
    summary: Summary, measurements: Sequence[Measured], unit: str
) -> QuarterSummary | None:
    """The measurements of one quarter as one value, six places; None where there are none.

    The caller leaves out what a correction has replaced. A ratio of sums is in hundredths where
    the unit is `%`; where a measurement lacks its counts, or the counts of the whole sum up to
    nothing, the mean of the values stands in and `is_exact` is False.
    """
    if not measurements:
        return None
    ordered = sorted(measurements, key=lambda measured: measured.on)
    value = _ratio_of_sums(ordered, unit) if summary is Summary.RATIO else None
    is_exact = summary is not Summary.RATIO or value is not None
    if value is None:
        value = _summed_up(summary, [measured.value for measured in ordered])
    return QuarterSummary(
        value=stored(value),
        count=len(ordered),
        first_on=ordered[0].on,
        last_on=ordered[-1].on,
        last_value=ordered[-1].value,
        is_exact=is_exact,
    )


def _summed_up(summary: Summary, values: Sequence[Decimal]) -> Decimal:
    """`values` in order of time, at least one."""
    if summary is Summary.SUM:
        return total(values)
    if summary is Summary.LAST:
        return values[-1]
    result = mean(values)
    if summary is Summary.MEDIAN:
        result = median(values)
    elif summary is Summary.P95:
        result = percentile(values, NINETY_FIFTH)
    if result is None:
        raise ValueError("there is nothing to sum up")
    return result


def _ratio_of_sums(measurements: Sequence[Measured], unit: str) -> Decimal | None:
    parts: list[Decimal] = []
    wholes: list[Decimal] = []
    for measured in measurements:
        if measured.numerator is None or measured.denominator is None:
            return None
        parts.append(measured.numerator)
        wholes.append(measured.denominator)
    share = ratio(total(parts), total(wholes))
    scale = HUNDRED if unit == "%" else ONE
    return None if share is None else EXACT.multiply(share, scale)


def current_value(
    quarters: Sequence[tuple[Quarter, QuarterSummary]], summary: Summary, on: date
) -> Decimal | None:
    """The value of a metric at the end of day `on`: that of its newest quarter with measurements.

    A sum grows with its quarter, so a quarter that is not over on `on` says nothing yet and the
    newest one before it counts. `quarters` are summaries of measurements up to `on` only.
    """
    known = [
        (quarter, summed)
        for quarter, summed in quarters
        if quarter.start <= on and (summary is not Summary.SUM or quarter.last_day <= on)
    ]
    if not known:
        return None
    _, newest = max(known, key=lambda pair: pair[0].start)
    return newest.value


def expected_count(cadence: Cadence, start: date, end: date) -> int:
    """How many measurements a cadence promises from `start` up to but excluding `end`.

    The days divided by the cadence's average length, to the nearest whole number, halves up: 13 in
    a quarter of weeks, 3 of months, 1 of quarters, 0 of years.
    """
    days = max(0, (end - start).days)
    if cadence is Cadence.DAY:
        return days
    if cadence is Cadence.WEEK:
        return (2 * days + 7) // 14
    in_four_years = {Cadence.MONTH: 48, Cadence.QUARTER: 16, Cadence.YEAR: 4}[cadence]
    return (2 * days * in_four_years + DAYS_IN_FOUR_YEARS) // (2 * DAYS_IN_FOUR_YEARS)


def measurement_coverage(count: int, expected: int) -> Decimal | None:
    """The share of the expected measurements that are there, at most 1; None if none was due."""
    if expected == 0:
        return None
    return min(ONE, EXACT.divide(Decimal(count), Decimal(expected)))
