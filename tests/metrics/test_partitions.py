"""Years of measurements get their partition ahead; what came too early moves into it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from time_machine import travel

from metrics.actions.partitions import make_partitions
from metrics.models import Measurement
from tests.builders import make_metric, make_product, measure

pytestmark = pytest.mark.django_db


def partition_of(day: date) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM metrics_measurement WHERE measured_on = %s", [day]
        )
        (name,) = cursor.fetchone()
    return str(name)


def test_years_are_made_once() -> None:
    assert make_partitions(date(2036, 5, 1)) == [2037, 2038]
    assert make_partitions(date(2036, 5, 1)) == []


@travel("2038-03-01T12:00:00Z", tick=False)
def test_a_number_of_a_year_without_a_partition_moves_into_it() -> None:
    metric = make_metric(make_product())
    measure(metric, date(2038, 1, 31), "97.5")
    assert partition_of(date(2038, 1, 31)) == "metrics_measurement_other"
    assert make_partitions(date(2037, 1, 1)) == [2037, 2038, 2039]
    assert partition_of(date(2038, 1, 31)) == "metrics_measurement_2038"
    measure(metric, date(2038, 1, 31), 98)
    old, new = Measurement.objects.order_by("id")
    assert (old.value, old.superseded_at) == (Decimal("97.5"), new.recorded_at)
    assert (new.value, new.superseded_at) == (Decimal(98), None)


@travel("2038-03-01T12:00:00Z", tick=False)
def test_the_rules_hold_in_a_new_year() -> None:
    metric = make_metric(make_product())
    make_partitions(date(2037, 1, 1))
    values = {
        "metric": metric, "measured_on": date(2038, 1, 1), "value": 1,
        "recorded_at": "2038-03-01T12:00:00Z",
    }  # fmt: skip
    Measurement.objects.create(**values)
    with pytest.raises(IntegrityError, match="metric_id_measured_on_idx"), transaction.atomic():
        Measurement.objects.create(**values)
    with pytest.raises(IntegrityError, match="measurement_source_known"), transaction.atomic():
        Measurement.objects.create(**{**values, "measured_on": date(2038, 1, 2), "source": "odd"})
