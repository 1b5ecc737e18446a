"""The summaries agree with PostgreSQL's own aggregates, so either may compute a roll-up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from metrics.calculations.summaries import summarise
from metrics.values import Measured, Summary

SQL = {
    Summary.MEAN: "avg(value)",
    Summary.SUM: "sum(value)",
    Summary.MEDIAN: "percentile_cont(0.5) WITHIN GROUP (ORDER BY value)",
    Summary.P95: "percentile_cont(0.95) WITHIN GROUP (ORDER BY value)",
}
SAMPLES = (
    ["7"],
    ["1", "2"],
    ["10", "5", "3"],
    ["99.4", "98.25", "99.999999", "12", "0"],
    ["-5.5", "0", "0.000001", "-0.000001", "3", "3", "3"],
    [str(number * 37 % 91) for number in range(92)],
)


@pytest.mark.django_db
@pytest.mark.parametrize("summary", SQL)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_same_value_to_six_places(summary: Summary, sample: list[str]) -> None:
    values = [Decimal(text) for text in sample]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT round(({SQL[summary]})::numeric, 6) FROM unnest(%s::numeric[]) AS value",
            [values],
        )
        (expected,) = cursor.fetchone()
    start = date(2026, 7, 1)
    measured = [Measured(start + timedelta(days=day), value) for day, value in enumerate(values)]
    found = summarise(summary, measured, "")
    assert found is not None
    assert found.value == expected
