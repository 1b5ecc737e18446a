"""The library of standard definitions, and the guidance while choosing from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from metrics.actions.measurements import record_measurement
from metrics.actions.metrics import add_metric
from metrics.models import MetricDefinition, MetricQuarter
from tests.builders import make_cluster, make_metric, make_product, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
LIBRARY = "/metrics/library/"
ADD = f"{LIBRARY}new/"
NEW = "/products/crew-planner/metrics/new/"
SHAPE = {
    "name": "Restore time",
    "description": "Hours until service is back.",
    "level": "operational",
    "dimension": "operations",
    "unit": "h",
    "direction": "lower",
    "cadence": "month",
    "summary": "median",
}
DOMAIN_7 = {
    "Availability", "Response time p95", "Error rate", "Support tickets",
    "Mean time to resolution", "Change failure rate", "Adoption", "Process cycle time",
    "Cost avoidance", "Cost per user", "Net promoter score", "Customer satisfaction",
    "Time to market", "Lead time for changes", "Deployment frequency",
}  # fmt: skip


@pytest.fixture
def leader(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.leader)


def test_the_library_holds_the_standard_definitions(cast: Cast, client: Client) -> None:
    assert set(MetricDefinition.objects.values_list("name", flat=True)) == DOMAIN_7
    page = sign_in(client, cast.employee).get(LIBRARY).content.decode()
    assert [name for name in DOMAIN_7 if name not in page] == []
    assert "Add a definition" not in page


def test_change_failure_rate_counts_deployments_not_incidents() -> None:
    """4 of 23 deployments failed; that they caused six incidents changes nothing: 17.4 %."""
    definition = MetricDefinition.objects.get(slug="change-failure-rate")
    metric = add_metric(None, make_product(), definition=definition, started_on=date(2026, 1, 1))
    assert (metric.summary, metric.unit, metric.dimension) == ("ratio", "%", "improvement")
    for month, failed, made in ((7, 1, 9), (8, 0, 4), (9, 3, 10)):
        value = Decimal(100 * failed) / made
        record_measurement(
            None, metric, date(2026, month, 28), value.quantize(Decimal("0.000001")),
            numerator=Decimal(failed), denominator=Decimal(made),
        )  # fmt: skip
    quarter = MetricQuarter.objects.get(metric=metric)
    assert round(quarter.value, 1) == Decimal("17.4")
    assert quarter.value == Decimal("17.391304")


def test_leadership_adds_rewords_and_retires(cast: Cast, leader: Client) -> None:
    assert leader.post(ADD, SHAPE)["Location"] == LIBRARY
    row = MetricDefinition.objects.get(slug="restore-time")
    again = leader.post(ADD, SHAPE)
    assert again.status_code == 422
    assert "is in the library already" in again.content.decode()
    edit = reverse("metrics:definition-edit", args=["restore-time"])
    reworded = {**SHAPE, "description": "Until users are served again.", "version": "1"}
    assert leader.post(edit, reworded)["Location"] == LIBRARY
    stale = leader.post(edit, {**reworded, "description": "Other."})
    assert stale.status_code == 409
    row.refresh_from_db()
    assert (row.description, row.version) == ("Until users are served again.", 2)
    make_metric(cast.planner, "Own", definition=row)
    for _ in range(2):
        assert leader.post(f"{edit}retirement/")["Location"] == LIBRARY
    assert "No longer offered" in leader.get(LIBRARY).content.decode()
    sign_in(leader, cast.owner)
    assert "Restore time" not in leader.get(NEW).content.decode()
    assert leader.get("/products/crew-planner/metrics/own/").status_code == 200
    sign_in(leader, cast.leader)
    leader.post(f"{edit}return/")
    row.refresh_from_db()
    assert (row.retired_on, row.version) == (None, 4)


def test_a_definition_of_the_same_name_is_not_returned_beside_it(leader: Client) -> None:
    leader.post(f"{LIBRARY}availability/retirement/")
    leader.post(ADD, {**SHAPE, "name": "Availability"})
    answer = leader.post(f"{LIBRARY}availability/return/")
    assert answer.status_code == 422
    assert MetricDefinition.objects.get(slug="availability").retired_on is not None


def test_what_others_of_the_stage_track_is_said(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    definition = MetricDefinition.objects.get(slug="adoption")
    cluster = make_cluster()
    for name in ("One", "Two", "Three"):
        other = make_product(name, cluster, stage=cast.planner.stages.get().stage)
        if name != "Three":
            make_metric(other, definition=definition)
    sign_in(client, cast.owner)
    with django_assert_max_num_queries(16):
        page = client.get(NEW).content.decode()
    assert "2 of " in page
    assert "track it" in page


def test_a_sixth_metric_is_questioned_before_it_is_taken_up(cast: Cast, client: Client) -> None:
    for number, dimension in enumerate(("improvement", "operations", "support") * 2):
        if number < 5:
            make_metric(cast.planner, f"Metric {number}", dimension=dimension)
    page = sign_in(client, cast.owner).get(NEW).content.decode()
    assert "One more would be number 6; let one go first." in page
    assert "None of them is the north star yet." in page
