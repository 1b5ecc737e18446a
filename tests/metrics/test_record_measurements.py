"""Numbers come in: row by row and in bulk, with the same result."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from metrics.actions import measurements
from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.models import Measurement, Metric, MetricQuarter, ProductScore
from portfolio.kernel.errors import Refused
from tests.builders import make_metric, make_person, make_product, measure

pytestmark = pytest.mark.django_db
ROW_WISE, BULK = 10_000, 0
FIELDS = ("metric__slug", "measured_on", "value", "note", "source", "correction_reason")


@pytest.fixture(params=[ROW_WISE, BULK], ids=["row-wise", "bulk"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Both ways of recording."""
    monkeypatch.setattr(measurements, "ROW_WISE", request.param)
    return int(request.param)


@pytest.fixture
def metric() -> Metric:
    return make_metric(make_product("Crew planner"))


def record(*rows: NewMeasurement, reason: str = "") -> measurements.Recorded:
    return record_measurements(None, rows, source="import", correction_reason=reason)


def day(number: int) -> date:
    return date(2026, 3, 1) + timedelta(days=number)


def test_new_numbers(way: int, metric: Metric) -> None:
    result = record(
        NewMeasurement(metric.pk, day(0), Decimal("99.4"), note="from the log", source_ref="row 2"),
        NewMeasurement(metric.pk, day(1), Decimal(50), Decimal(1), Decimal(2)),
    )
    assert (result.created, result.corrected, result.same) == (2, 0, 0)
    first, second = Measurement.objects.filter(metric=metric).order_by("measured_on")
    assert (first.value, first.note, first.source_ref) == (Decimal("99.4"), "from the log", "row 2")
    assert (second.numerator, second.denominator) == (Decimal(1), Decimal(2))


def test_a_re_sent_batch_changes_nothing(way: int, metric: Metric) -> None:
    batch = [NewMeasurement(metric.pk, day(n), Decimal(n) / 3) for n in range(5)]
    record(*batch)
    before = list(Measurement.objects.order_by("id").values())
    result = record(*batch)
    assert (result.created, result.corrected, result.same) == (0, 0, 5)
    assert list(Measurement.objects.order_by("id").values()) == before


def test_a_correction_keeps_what_it_replaces(way: int, metric: Metric) -> None:
    record(NewMeasurement(metric.pk, day(0), Decimal(10)))
    result = record(NewMeasurement(metric.pk, day(0), Decimal(12)), reason="Miscounted.")
    assert (result.created, result.corrected, result.same) == (0, 1, 0)
    old = Measurement.objects.get(superseded_at__isnull=False)
    new = Measurement.objects.current().get()
    assert (old.value, old.correction_reason) == (Decimal(10), "Miscounted.")
    assert (new.value, new.correction_reason) == (Decimal(12), "")
    assert MetricQuarter.objects.get(metric=metric).value == Decimal(12)


def test_a_correction_without_a_reason_is_refused(way: int, metric: Metric) -> None:
    record(NewMeasurement(metric.pk, day(0), Decimal("10.5")))
    with pytest.raises(Refused) as refused:
        record(
            NewMeasurement(metric.pk, day(1), Decimal(1)),
            NewMeasurement(metric.pk, day(0), Decimal(12)),
            reason="  ",
        )
    assert str(refused.value) == "1 Mar 2026 already has 10.5. To replace it, say why."
    assert (refused.value.code, refused.value.field) == ("correction_needs_reason", "reason")
    assert [row.value for row in Measurement.objects.all()] == [Decimal("10.5")]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([(date(2999, 1, 1), "1")], "in_future"),
        ([(day(0), "1"), (day(0), "2")], "given_twice"),
        ([(day(0), "NaN")], "value_out_of_range"),
        ([(day(0), "Infinity")], "value_out_of_range"),
        ([(day(0), "100000000000000")], "value_out_of_range"),
    ],
)
def test_refused_batches_write_nothing(
    way: int, metric: Metric, rows: list[tuple[date, str]], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        record(*(NewMeasurement(metric.pk, on, Decimal(value)) for on, value in rows))
    assert refused.value.code == code
    assert not Measurement.objects.exists()


def test_a_share_of_nothing_is_refused(way: int, metric: Metric) -> None:
    with pytest.raises(Refused) as refused:
        record(NewMeasurement(metric.pk, day(0), Decimal(0), Decimal(0), Decimal(0)))
    assert refused.value.field == "denominator"
    assert not Measurement.objects.exists()


def test_more_than_six_places_are_the_same_number_again(way: int, metric: Metric) -> None:
    third = NewMeasurement(metric.pk, day(0), Decimal(1) / 3)
    assert record(third).created == 1
    assert record(third).same == 1
    assert Measurement.objects.get().value == Decimal("0.333333")


def test_an_empty_batch_is_no_news(way: int) -> None:
    assert record() == measurements.Recorded(0, 0, 0)


def outcome(switch: Callable[[int], None], way: int, seed: int) -> tuple[list, ...]:
    """What four random batches leave behind."""
    chance = random.Random(seed)
    product = make_product()
    person = make_person()
    metrics = [make_metric(product, f"Metric {n}") for n in range(4)]
    measure(metrics[0], day(0), 1)
    switch(way)
    said = []
    for _ in range(4):
        keys = {(chance.randrange(4), day(chance.randrange(0, 200))) for _ in range(60)}
        batch = [
            NewMeasurement(metrics[at].pk, on, Decimal(chance.randrange(0, 3)), note="n")
            for at, on in sorted(keys)
        ]
        said.append(
            record_measurements(person, batch, source="api", correction_reason="Recounted.")
        )
    rows = Measurement.objects.filter(metric__product=product)
    assert {row.recorded_by for row in rows.select_related("recorded_by")} == {None, person}
    quarters = MetricQuarter.objects.filter(metric__product=product)
    scores = ProductScore.objects.filter(product=product)
    return (
        said,
        sorted(rows.current().values_list(*FIELDS)),
        sorted(rows.filter(superseded_at__isnull=False).values_list(*FIELDS)),
        sorted(quarters.values_list("metric__slug", "quarter_start", "value", "count")),
        sorted(scores.values_list("quarter_start", "on_target", "stale", "off_target")),
    )


@pytest.mark.parametrize("seed", range(3))
def test_both_ways_leave_the_same(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    def switch(way: int) -> None:
        monkeypatch.setattr(measurements, "ROW_WISE", way)

    assert outcome(switch, ROW_WISE, seed) == outcome(switch, BULK, seed)
