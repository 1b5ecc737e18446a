"""Events become measurements: for stretches that are over, again when they change, and no others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from metrics.actions.feeds import RESTATED, WITHDRAWN, derive_feed, end_feed, set_feed
from metrics.actions.hashing import hashed
from metrics.actions.measurements import record_measurement
from metrics.models import (
    AvailabilityCheck,
    EventFeed,
    Measurement,
    Metric,
    MetricQuarter,
    Ticket,
    UsageDay,
)
from metrics.tasks import derive_due_feeds
from metrics.values.events import FeedKind
from portfolio.kernel.errors import Conflict, Refused
from products.models import Product
from tests.builders import make_metric, make_person, make_product, measure
from tests.harness.jobs import Worker

SINCE = date(2026, 4, 1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


def ticket(product: Product, number: str, opened: str, resolved: str = "", **more: Any) -> Ticket:
    return Ticket.objects.create(
        product=product,
        source=more.pop("source", "desk"),
        number=number,
        opened_at=at(opened),
        resolved_at=at(resolved) if resolved else None,
        **more,
    )


def fed(kind: FeedKind, cadence: str = "month", **options: Any) -> Metric:
    metric = make_metric(
        make_product(), target=None, unit="", summary="mean", cadence=cadence, started_on=SINCE
    )
    set_feed(None, metric, kind=kind, since=SINCE, **options)
    metric.refresh_from_db()
    return metric


def numbers(metric: Metric) -> list[tuple[date, Decimal]]:
    rows = Measurement.objects.current().filter(metric=metric).order_by("measured_on")
    return list(rows.values_list("measured_on", "value"))


@pytest.mark.django_db
def test_stretches_that_are_over_up_to_the_last_the_source_told_of() -> None:
    metric = fed(FeedKind.TICKETS)
    ticket(metric.product, "1", "04-03 08:00")
    ticket(make_product(), "2", "06-10 08:00")  # the source speaks, of another product
    ticket(make_product(), "3", "09-10 08:00", source="another desk")
    assert derive_feed(metric.pk) == 3
    assert numbers(metric) == [
        (date(2026, 4, 30), 1),
        (date(2026, 5, 31), 0),
        (date(2026, 6, 30), 0),
    ]
    assert (metric.unit, metric.summary) == ("tickets", "sum")
    assert derive_feed(metric.pk) == 0


@pytest.mark.django_db
def test_a_late_event_restates_its_own_stretch_and_keeps_what_stood() -> None:
    metric = fed(FeedKind.RESOLUTION_MEAN)
    ticket(metric.product, "1", "04-03 08:00", "04-03 10:00")
    ticket(metric.product, "2", "07-03 08:00", "07-03 12:00")
    assert derive_feed(metric.pk) == 2
    before = list(MetricQuarter.objects.filter(metric=metric).order_by("quarter_start").values())
    EventFeed.objects.update(derived_at=at("08-01 00:00"))
    Ticket.objects.update(changed_at=at("07-01 00:00"))
    ticket(metric.product, "3", "07-05 00:00", "07-05 08:00")
    assert derive_feed(metric.pk) == 1
    assert numbers(metric) == [(date(2026, 4, 30), 2), (date(2026, 7, 31), 6)]
    old = Measurement.objects.get(superseded_at__isnull=False)
    assert (old.value, old.correction_reason) == (4, RESTATED)
    after = list(MetricQuarter.objects.filter(metric=metric).order_by("quarter_start").values())
    assert after[0] == before[0]
    assert (before[1]["value"], after[1]["value"]) == (4, 6)


@pytest.mark.django_db
def test_a_number_no_event_speaks_for_any_more_is_withdrawn() -> None:
    metric = fed(FeedKind.RESOLUTION_MEAN)
    only = ticket(metric.product, "1", "04-03 08:00", "04-03 10:00")
    derive_feed(metric.pk)
    only.resolved_at, only.changed_at = None, datetime.now(UTC)
    only.save()
    assert derive_feed(metric.pk) == 1
    assert numbers(metric) == []
    assert MetricQuarter.objects.count() == 0
    assert Measurement.objects.get().correction_reason == WITHDRAWN


@pytest.mark.django_db
def test_a_quarter_of_months_is_the_quarter_itself() -> None:
    metric = fed(FeedKind.RESOLUTION_MEAN)
    ticket(metric.product, "1", "04-03 08:00", "04-03 09:00")
    ticket(metric.product, "2", "05-03 08:00", "05-03 12:00")
    ticket(metric.product, "3", "05-04 08:00", "05-04 15:00")
    derive_feed(metric.pk)
    assert MetricQuarter.objects.get().value == 4  # (1 + 4 + 7) ÷ 3, not (1 + 5.5) ÷ 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "value"),
    [(FeedKind.AVAILABILITY_TIME, "75"), (FeedKind.AVAILABILITY_CHECKS, "66.666667")],
)
def test_availability_by_time_and_by_checks(kind: FeedKind, value: str) -> None:
    metric = fed(kind, "day", longest_gap=timedelta(hours=12))
    for hour, is_up in ((0, True), (12, False), (18, True)):
        AvailabilityCheck.objects.create(
            product=metric.product, source="probe", at=at(f"04-02 {hour:02}:00"), is_up=is_up
        )
    assert derive_feed(metric.pk) == 1
    assert numbers(metric) == [(date(2026, 4, 2), Decimal(value))]


@pytest.mark.django_db
def test_active_users_are_counted_once_a_quarter_and_never_named() -> None:
    metric = fed(FeedKind.ACTIVE_USERS, "quarter")
    Product.objects.filter(pk=metric.product_id).update(eligible_users=4)
    for day, who in ((2, "Ada@x.example"), (3, "ada@x.example "), (4, "bo@x.example")):
        UsageDay.objects.create(
            product=metric.product, source="log", on=date(2026, 5, day), who=hashed(who)
        )
    derive_feed(metric.pk)
    assert numbers(metric) == [(date(2026, 6, 30), 50)]
    assert len(set(UsageDay.objects.values_list("who", flat=True))) == 2
    assert not UsageDay.objects.filter(who__icontains="ada").exists()


@pytest.mark.django_db
def test_what_does_not_fit_is_refused_and_nothing_changes() -> None:
    metric = make_metric(make_product(), unit="h", summary="mean", cadence="month")
    with pytest.raises(Refused, match="cannot be put together from shorter stretches"):
        set_feed(None, metric, kind=FeedKind.RESOLUTION_MEDIAN, since=SINCE)
    measure(metric, date(2026, 4, 30), 3)
    with pytest.raises(Refused, match="Add a metric of its own for it"):
        set_feed(None, metric, kind=FeedKind.RESOLUTION_MEAN, since=SINCE)
    assert not EventFeed.objects.exists()
    metric.refresh_from_db()
    assert (metric.unit, metric.summary) == ("h", "mean")


@pytest.mark.django_db
def test_two_people_set_it_up_and_the_second_is_told() -> None:
    metric = fed(FeedKind.TICKETS)
    set_feed(None, metric, kind=FeedKind.TICKETS, since=SINCE, version=1)
    with pytest.raises(Conflict):
        set_feed(None, metric, kind=FeedKind.TICKETS, since=date(2026, 1, 1), version=1)
    assert EventFeed.objects.get().since == SINCE


@pytest.mark.django_db
def test_where_events_speak_nobody_types_until_the_feed_ends() -> None:
    metric = fed(FeedKind.TICKETS)
    with pytest.raises(Refused, match="is made of events"):
        record_measurement(None, metric, date(2026, 4, 30), Decimal(3))
    assert numbers(metric) == []
    for _ in range(2):
        end_feed(make_person(), metric)
    record_measurement(None, metric, date(2026, 4, 30), Decimal(3))
    assert numbers(metric) == [(date(2026, 4, 30), 3)]


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_figures_of_what_came_and_twice_is_the_same(celery_worker: Worker) -> None:
    metric = fed(FeedKind.TICKETS)
    ticket(metric.product, "1", "04-03 08:00")
    derive_due_feeds.delay()
    celery_worker.wait_until(lambda: len(numbers(metric)) == 1)
    celery_worker.wait_until_idle()
    before = list(Measurement.objects.values())
    for _ in range(2):
        derive_due_feeds.delay()
    celery_worker.wait_until_idle()
    assert list(Measurement.objects.values()) == before
