"""A history up to a day in the middle of a quarter knows no number of a later day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics.actions.measurements import record_measurement
from metrics.queries.histories import histories_of
from tests.builders import make_metric, make_product, measure

pytestmark = pytest.mark.django_db


def newest(product_id: int, day: date) -> tuple[Decimal, int, date] | None:
    ((row,),) = histories_of([product_id], day).values()
    if not row.history.quarters:
        return None
    _, summed = row.history.quarters[-1]
    return summed.value, summed.count, summed.last_on


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 3, 31), (Decimal(90), 1, date(2026, 2, 1))),
        (date(2026, 4, 1), (Decimal(90), 1, date(2026, 2, 1))),  # nothing of the quarter is known
        (date(2026, 4, 10), (Decimal(96), 1, date(2026, 4, 10))),
        (date(2026, 5, 31), (Decimal(97), 2, date(2026, 5, 10))),
        (date(2026, 6, 30), (Decimal(98), 3, date(2026, 6, 10))),
    ],
)
def test_it_holds_what_was_measured_by_then(day: date, told: tuple[Decimal, int, date]) -> None:
    metric = make_metric(make_product())
    for on, value in (((2, 1), 90), ((4, 10), 90), ((5, 10), 98), ((6, 10), 100)):
        measure(metric, date(2026, *on), value)
    measure(metric, date(2026, 4, 10), 96)  # a correction
    assert newest(metric.product_id, day) == told


def test_a_ratio_is_one_of_the_sums_so_far() -> None:
    metric = make_metric(make_product(), summary="ratio")
    for month, parts in ((4, (1, 2)), (5, (1, 8)), (6, (9, 10))):
        numerator, denominator = (Decimal(one) for one in parts)
        record_measurement(
            None, metric, date(2026, month, 1), Decimal(50),
            numerator=numerator, denominator=denominator,
        )  # fmt: skip
    assert newest(metric.product_id, date(2026, 5, 31)) == (Decimal(20), 2, date(2026, 5, 1))


@pytest.mark.parametrize(("day", "more"), [(date(2026, 5, 31), 1), (date(2026, 6, 30), 0)])
def test_one_statement_more_in_mid_quarter_only(day: date, more: int) -> None:
    product = make_product()
    for name in ("Availability", "Errors"):
        metric = make_metric(product, name)
        for month in (4, 6):
            measure(metric, date(2026, month, 10), 99)
    with CaptureQueriesContext(connection) as queries:
        histories_of([product.pk], day)
    assert sum("metrics_measurement" in one["sql"] for one in queries) == more
