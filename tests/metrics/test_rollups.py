"""The roll-ups in SQL say what the pure summaries say, in every calendar."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.actions.rollups import refresh_rollups
from metrics.calculations.summaries import summarise
from metrics.models import Measurement, Metric, MetricQuarter
from metrics.values import Measured, Summary
from people.models import Organisation
from portfolio.kernel.quarters import Quarter
from tests.builders import make_metric, make_product, measure

FIRST = date(2024, 1, 1)
MILLIONTH = Decimal("0.000001")

numbers = st.decimals(-10_000, 10_000, places=6, allow_nan=False, allow_infinity=False)
counts = st.one_of(
    st.none(),
    st.tuples(st.decimals(0, 500, places=2), st.decimals(Decimal("0.01"), 1000, places=2)),
)
days = st.integers(0, 800).map(lambda offset: FIRST + timedelta(days=offset))
series = st.dictionaries(days, st.tuples(numbers, counts), min_size=1, max_size=12)


@pytest.mark.django_db
@pytest.mark.parametrize("summary", list(Summary))
def test_sql_and_python_agree(summary: Summary) -> None:
    metric = make_metric(make_product(), summary=summary, target=None)

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(rows=series, first_month=st.integers(1, 12), unit=st.sampled_from(["%", "h"]))
    def check(rows: dict, first_month: int, unit: str) -> None:
        with transaction.atomic():
            Organisation.objects.update_or_create(pk=1, defaults={"first_month": first_month})
            Metric.objects.filter(pk=metric.pk).update(unit=unit)
            measured = [
                Measured(day, value, *(pair or (None, None))) for day, (value, pair) in rows.items()
            ]
            record_measurements(
                None,
                [
                    NewMeasurement(metric.pk, m.on, m.value, m.numerator, m.denominator)
                    for m in measured
                ],
                source="import",
                correction_reason="",
            )
            compare(metric, measured, summary, first_month, unit)
            transaction.set_rollback(True)

    check()


def compare(
    metric: Metric, measured: list[Measured], summary: Summary, first_month: int, unit: str
) -> None:
    by_quarter: dict[date, list[Measured]] = defaultdict(list)
    for one in measured:
        by_quarter[Quarter.of(one.on, first_month).start].append(one)
    found = {row.quarter_start: row for row in MetricQuarter.objects.filter(metric=metric)}
    assert set(found) == set(by_quarter)
    for start, parts in by_quarter.items():
        wanted = summarise(summary, parts, unit)
        row = found[start]
        assert wanted is not None
        assert (row.count, row.first_on, row.last_on, row.last_value) == (
            wanted.count,
            wanted.first_on,
            wanted.last_on,
            wanted.last_value,
        )
        # PostgreSQL interpolates percentiles in binary floating point.
        slack = MILLIONTH if summary in (Summary.MEDIAN, Summary.P95, Summary.RATIO) else 0
        assert abs(row.value - wanted.value) <= slack, (row.value, wanted.value)


@pytest.mark.django_db
def test_a_correction_that_empties_nothing_keeps_one_row_per_quarter() -> None:
    metric = make_metric(make_product(), summary="sum")
    measure(metric, date(2026, 2, 1), 10)
    measure(metric, date(2026, 3, 1), 5)
    measure(metric, date(2026, 3, 1), 7)
    row = MetricQuarter.objects.get(metric=metric)
    assert (row.value, row.count, row.last_value) == (Decimal(17), 2, Decimal(7))


@pytest.mark.django_db
def test_a_quarter_whose_measurements_are_gone_has_no_row() -> None:
    metric = make_metric(make_product())
    measure(metric, date(2026, 2, 1), 10)
    Measurement.objects.filter(metric=metric).delete()
    refresh_rollups([metric.pk])
    assert not MetricQuarter.objects.filter(metric=metric).exists()
