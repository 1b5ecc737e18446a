"""All metrics of a product at once: everything typed is recorded, or nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from metrics.models import Measurement, Metric
from people.queries import today
from tests.builders import make_metric, measure, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
URL = "/products/crew-planner/measurements/new/"


@pytest.fixture
def metrics(cast: Cast) -> tuple[Metric, Metric]:
    return make_metric(cast.planner, "Availability"), make_metric(
        cast.planner, "Adoption", summary="ratio"
    )


def data(metric: Metric, **values: str) -> dict[str, str]:
    fields = {"measured_on": today().isoformat(), **values}
    return {f"m{metric.pk}-{name}": value for name, value in fields.items()}


def values() -> set[tuple[str, Decimal]]:
    return set(Measurement.objects.current().values_list("metric__name", "value"))


def test_everything_typed_is_recorded(
    cast: Cast, client: Client, metrics: tuple[Metric, Metric]
) -> None:
    one, two = metrics
    sign_in(client, cast.member)
    assert client.get(URL).status_code == 200
    counts = data(two, numerator="3", denominator="4")
    answer = client.post(URL, {**data(one, value="99"), **counts})
    assert answer["Location"] == "/products/crew-planner/"
    assert values() == {("Availability", Decimal(99)), ("Adoption", Decimal(75))}


def test_what_is_left_empty_is_left_alone(
    cast: Cast, client: Client, metrics: tuple[Metric, Metric]
) -> None:
    one, two = metrics
    sign_in(client, cast.member)
    answer = client.post(URL, {**data(one, value="99"), **data(two)})
    assert answer.status_code == 302
    assert values() == {("Availability", Decimal(99))}


def test_one_wrong_number_keeps_all_out_and_all_in_the_form(
    cast: Cast, client: Client, metrics: tuple[Metric, Metric]
) -> None:
    one, two = metrics
    sign_in(client, cast.member)
    answer = client.post(URL, {**data(one, value="99"), **data(two, value="many")})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="99"' in page
    assert "Enter a number" in page
    assert values() == set()


def test_a_correction_asks_why_and_the_others_wait(
    cast: Cast, client: Client, metrics: tuple[Metric, Metric]
) -> None:
    one, two = metrics
    measure(one, today(), 98)
    sign_in(client, cast.member)
    both = {**data(one, value="97"), **data(two, value="50")}
    answer = client.post(URL, both)
    assert answer.status_code == 422
    assert "already has 98. To replace it, say why." in answer.content.decode()
    assert values() == {("Availability", Decimal(98))}
    both |= {f"m{one.pk}-reason": "Counted again."}
    assert client.post(URL, both).status_code == 302
    assert values() == {("Availability", Decimal(97)), ("Adoption", Decimal(50))}


def test_an_odd_number_is_questioned(
    cast: Cast, client: Client, metrics: tuple[Metric, Metric]
) -> None:
    one, _ = metrics
    measure(one, today() - timedelta(days=30), "99.3")
    sign_in(client, cast.member)
    odd = data(one, value="994")
    answer = client.post(URL, odd)
    assert answer.status_code == 422
    assert f'name="m{one.pk}-meant" value="99.4"' in answer.content.decode()
    assert client.post(URL, {**odd, f"m{one.pk}-meant": "99.4"}).status_code == 302
    assert ("Availability", Decimal("99.4")) in values()


def test_nothing_typed_is_said(cast: Cast, client: Client, metrics: tuple[Metric, Metric]) -> None:
    sign_in(client, cast.member)
    answer = client.post(URL, data(metrics[0]))
    assert answer.status_code == 422
    assert "Nothing was typed" in answer.content.decode()


def test_another_clusters_metric_cannot_be_slipped_in(cast: Cast, client: Client) -> None:
    theirs = make_metric(cast.payslips, "Theirs")
    sign_in(client, cast.member)
    client.post(URL, data(theirs, value="1"))
    assert values() == set()
    assert client.post("/products/payslips/measurements/new/", {}).status_code == 403


def test_the_cost_does_not_grow(cast: Cast, client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(8):
        measure(make_metric(cast.planner, f"Metric {number}"), today(), 99)
    sign_in(client, cast.member)
    with django_assert_max_num_queries(13):
        client.get(URL)
