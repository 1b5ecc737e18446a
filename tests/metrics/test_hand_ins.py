"""An owner hands in a quarter; what changes afterwards is told; a correction stays in its quarter."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from metrics.models import HandIn, Measurement, MetricQuarter, ProductScore
from people.queries import organisation, today
from portfolio.kernel.quarters import Quarter
from tests.builders import make_metric, measure, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def past(cast: Cast) -> Quarter:
    return Quarter.of(today(), organisation().first_month).previous()


def url(past: Quarter) -> str:
    return f"/clusters/rostering/hand-ins/{past.slug}/"


def test_a_gap_needs_a_sentence(cast: Cast, client: Client, past: Quarter) -> None:
    metric = make_metric(cast.planner)
    measure(metric, past.last_day, 99)
    sign_in(client, cast.owner)
    answer = client.post(url(past))
    assert answer.status_code == 422
    assert "2 numbers of 3 missing. Say why" in answer.content.decode()
    assert HandIn.objects.count() == 0
    assert client.post(url(past), {"note": "The probe was away."}).status_code == 302
    row = HandIn.objects.get()
    assert (row.expected, row.missing, row.note) == (3, 2, "The probe was away.")
    assert client.post(url(past), {"note": "Again."}).status_code == 302
    assert HandIn.objects.get() == row  # nothing changed since: the first word stands


def test_only_the_owner_and_only_once_it_is_over(cast: Cast, client: Client, past: Quarter) -> None:
    sign_in(client, cast.member)
    assert client.post(url(past)).status_code == 403
    sign_in(client, cast.owner)
    answer = client.post(url(past.next()))
    if past.next().last_day > today():
        assert answer.status_code == 422
    assert client.post(f"/clusters/{cast.payroll.slug}/hand-ins/{past.slug}/").status_code == 403
    assert HandIn.objects.filter(quarter_start=past.start).count() == 0


def test_what_changes_afterwards_is_told_on_every_page(
    cast: Cast, client: Client, past: Quarter
) -> None:
    metric = make_metric(cast.planner, cadence="quarter")
    measure(metric, past.last_day, 99)
    sign_in(client, cast.owner)
    client.post(url(past))
    pages = ("/metrics/", "/clusters/rostering/", f"/metrics/grid/{past.slug}/")
    for page in pages:
        text = client.get(page).content.decode()
        assert "Handed in by Olga Owner" in text
        assert "changed since" not in text
    measure(metric, past.last_day, 98)
    measure(metric, past.previous().last_day, 97)  # of another quarter
    for page in pages:
        assert "1 number changed since" in client.get(page).content.decode()
    client.post(url(past))
    assert HandIn.objects.count() == 2
    assert "changed since" not in client.get("/metrics/").content.decode()


def test_a_correction_changes_exactly_its_quarter(
    cast: Cast, client: Client, past: Quarter
) -> None:
    metric, other = make_metric(cast.planner), make_metric(cast.planner, "Other")
    quarters = [past.shift(n) for n in (-3, -2, -1, 0, 1)]
    for quarter in quarters:
        for each in (metric, other):
            measure(each, min(quarter.last_day, today()), 99)
    wrong = quarters[1]
    base = Measurement.objects.current().get(metric=metric, measured_on=wrong.last_day).id
    kept = dict(MetricQuarter.objects.values_list("pk", "value"))
    scores = dict(ProductScore.objects.values_list("pk", "health"))
    sign_in(client, cast.member)
    name = f"{metric.pk}.{wrong.last_day}"
    sent = {f"c.{name}.{base}": "91", f"r.{name}": "The probe was wrong."}
    assert client.post(f"/metrics/grid/{wrong.slug}/", sent).status_code == 302
    changed = MetricQuarter.objects.get(metric=metric, quarter_start=wrong.start)
    now = dict(MetricQuarter.objects.values_list("pk", "value"))
    assert {pk for pk in now if now[pk] != kept[pk]} == {changed.pk}
    assert changed.value == Decimal(91)
    new = dict(ProductScore.objects.values_list("pk", "health"))
    score = ProductScore.objects.get(product=cast.planner, quarter_start=wrong.start)
    assert {pk for pk in new if new[pk] != scores[pk]} == {score.pk}


def test_a_grid_of_any_size_costs_the_same(
    cast: Cast, client: Client, past: Quarter, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        metric = make_metric(cast.planner, f"Metric {number}", cadence="week")
        measure(metric, past.last_day, 99)
    sign_in(client, cast.member)
    with django_assert_max_num_queries(16):
        client.get(f"/metrics/grid/{past.slug}/")
