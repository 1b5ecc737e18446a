"""What is due to be measured."""

from datetime import timedelta

import pytest
from django.test import Client

from people.queries import today
from tests.builders import make_metric, measure, set_stage, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def rows(client: Client) -> list[tuple[str, str, bool, bool]]:
    page = client.get("/metrics/").context["page"]
    return [(row.metric.name, row.when, row.is_due, row.is_overdue) for row in page.rows]


def test_the_most_overdue_comes_first(cast: Cast, client: Client) -> None:
    began = today() - timedelta(days=40)
    for name, back in (("Fresh", 7), ("Just due", 31), ("Late", 46), ("Stale", 47)):
        measure(make_metric(cast.planner, name), today() - timedelta(days=back), 99)
    make_metric(cast.swaps, "Never", started_on=began)
    sign_in(client, cast.member)
    assert rows(client) == [
        ("Stale", "16 days late", True, True),
        ("Late", "15 days late", True, False),
        ("Never", "9 days late", True, False),
        ("Just due", "due today", True, False),
        ("Fresh", f"by {today() + timedelta(days=24):%-d %b}", False, False),
    ]


def test_only_ones_own_clusters_and_living_products(cast: Cast, client: Client) -> None:
    make_metric(cast.planner, "Mine")
    make_metric(cast.payslips, "Theirs")
    make_metric(cast.swaps, "Gone")
    set_stage(cast.swaps, "retired", today())
    sign_in(client, cast.owner)
    assert [row[0] for row in rows(client)] == ["Mine"]


def test_somebody_without_a_cluster_is_told_so(cast: Cast, client: Client) -> None:
    sign_in(client, cast.employee)
    assert "You belong to no cluster" in client.get("/metrics/").content.decode()


def test_the_cost_does_not_grow(cast: Cast, client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(20):
        measure(make_metric(cast.planner, f"Metric {number}"), today(), 99)
    sign_in(client, cast.owner)
    with django_assert_max_num_queries(12):
        client.get("/metrics/")


def test_looking_back_offers_nothing_to_record(cast: Cast, client: Client) -> None:
    make_metric(cast.planner)
    sign_in(client, cast.owner)
    assert "measurements/new" in client.get("/metrics/").content.decode()
    assert "measurements/new" not in client.get("/metrics/?at=2026-q2").content.decode()
