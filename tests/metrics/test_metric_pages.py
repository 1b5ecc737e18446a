"""The page of a metric, taking one up, rewording, targets, letting it go."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from metrics.models import Metric, MetricTarget, ProductScore
from people.queries import today
from tests.builders import make_metric, measure, set_stage, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
BASE = "/products/crew-planner/metrics/"
SHAPE = {
    "name": "Rest-time breaches",
    "level": "operational",
    "dimension": "operations",
    "unit": "",
    "direction": "lower",
    "cadence": "month",
    "summary": "sum",
    "started_on": "2026-01-01",
}
LINES = {"on": "2026-07-01", "target": "4", "warning": "8", "floor": "20", "weight": "2"}


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.owner)


def test_the_page_shows_value_target_and_corrections(cast: Cast, client: Client) -> None:
    metric = make_metric(cast.planner)
    measure(metric, date(2026, 6, 30), 97)
    measure(metric, date(2026, 6, 30), 98, reason="Typed wrongly.")
    measure(metric, date(2026, 9, 30), 94)
    sign_in(client, cast.employee)
    page = client.get(f"{BASE}availability/?at=2026-q2").content.decode()
    assert "At risk" in page
    assert "<del>97\u00a0%</del>" in page
    assert "corrected: Typed wrongly." in page
    assert "94\u00a0%" not in page
    assert "Record a number" not in page
    now = client.get(f"{BASE}availability/").content.decode()
    assert "Stale" in now
    assert "Set target" not in now


def test_the_page_costs_the_same_for_many_numbers(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    metric = make_metric(cast.planner)
    for month in range(1, 11):
        measure(metric, date(2026, month, 1), 97)
    sign_in(client, cast.owner)
    with django_assert_max_num_queries(18):
        client.get(f"{BASE}availability/")


def test_who_may_do_what_is_offered(cast: Cast, client: Client) -> None:
    make_metric(cast.planner)
    offered = {}
    for who in ("employee", "member", "owner", "stranger_owner"):
        sign_in(client, getattr(cast, who))
        page = client.get(f"{BASE}availability/").content.decode()
        offered[who] = [
            word for word in ("Record a number", "Set target", "Reword") if word in page
        ]
    assert offered == {
        "employee": [],
        "member": ["Record a number"],
        "owner": ["Record a number", "Set target", "Reword"],
        "stranger_owner": [],
    }


def test_another_products_metric_is_not_found(cast: Cast, client: Client) -> None:
    make_metric(cast.payslips, "Elsewhere")
    sign_in(client, cast.owner)
    assert client.get(f"{BASE}elsewhere/").status_code == 404


def test_the_library_puts_what_is_missing_first(cast: Cast, owner: Client) -> None:
    make_metric(cast.planner)
    page = owner.get(f"{BASE}new/").content.decode()
    assert "tracks 1 metric; 3 to 5 are expected" in page
    assert "No metric speaks for support." in page
    assert page.index('id="shelf-improvement"') < page.index('id="shelf-operations"')
    assert page.index('id="shelf-support"') < page.index('id="shelf-operations"')


def test_taking_up_a_standard_metric(cast: Cast, owner: Client) -> None:
    page = owner.get(f"{BASE}new/?definition=availability").content.decode()
    assert 'value="Availability"' in page
    answer = owner.post(f"{BASE}new/?definition=availability", {**SHAPE, "name": "Uptime"})
    assert answer["Location"] == f"{BASE}uptime/target/"
    metric = Metric.objects.get()
    assert metric.definition is not None
    assert (metric.definition.slug, metric.name, metric.direction) == (
        "availability", "Uptime", "lower",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "required"),
        ({"level": "other"}, "Select a valid choice"),
        ({"started_on": "2999-01-01"}, "has not come yet"),
    ],
)
def test_a_wrong_metric_is_refused(owner: Client, change: dict[str, str], words: str) -> None:
    answer = owner.post(f"{BASE}new/?definition=own", {**SHAPE, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Metric.objects.exists()


def test_a_second_north_star_is_refused(cast: Cast, owner: Client) -> None:
    make_metric(cast.planner, is_north_star=True)
    answer = owner.post(f"{BASE}new/?definition=own", {**SHAPE, "is_north_star": "on"})
    assert answer.status_code == 422
    assert "Availability is the north star already" in answer.content.decode()
    assert Metric.objects.count() == 1


def test_setting_a_target_rewrites_the_scores_from_then_on(cast: Cast, owner: Client) -> None:
    metric = make_metric(cast.planner, "Breaches", (10, 20, 30), direction="lower", unit="")
    measure(metric, date(2026, 6, 30), 12)
    measure(metric, date(2026, 9, 30), 12)
    answer = owner.post(f"{BASE}breaches/target/", {**LINES, "reason": "Agreed in July."})
    assert answer["Location"] == f"{BASE}breaches/"
    scores = dict(ProductScore.objects.values_list("quarter_start", "health"))
    assert scores[date(2026, 4, 1)] == Decimal(90)
    assert scores[date(2026, 7, 1)] == Decimal(50)
    old, new = MetricTarget.objects.order_by("period")
    assert (old.until, new.set_by, new.weight) == (date(2026, 7, 1), cast.owner, Decimal(2))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"floor": "1"}, "floor 1 is better than the target 4"),
        ({"warning": "30"}, "warning line 30 is worse than the floor 20"),
        ({"floor": "4", "warning": "4"}, "The floor must be worse than the target"),
        ({"target": "99,4"}, "Write it with a point: 99.4."),
        ({"target": "99.4 %"}, "Write the number alone: 99.4."),
        ({"target": "NaN"}, "Enter a number."),
        ({"on": "1900-01-01"}, "Choose a day after 1990."),
        ({"weight": "0"}, "weight must be above 0"),
        ({"on": "2023-12-31"}, "Something later is already recorded"),
    ],
)
def test_a_wrong_target_is_refused(
    cast: Cast, owner: Client, change: dict[str, str], words: str
) -> None:
    make_metric(cast.planner, "Breaches", (10, 20, 30), direction="lower")
    answer = owner.post(f"{BASE}breaches/target/", {**LINES, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert MetricTarget.objects.count() == 1


def test_rewording_and_the_stale_save(cast: Cast, owner: Client) -> None:
    metric = make_metric(cast.planner)
    data = {**SHAPE, "name": "Uptime", "unit": "%", "direction": "higher", "summary": "mean"}
    assert owner.post(f"{BASE}availability/definition/", {**data, "version": 1}).status_code == 302
    answer = owner.post(
        f"{BASE}availability/definition/", {**data, "name": "Open hours", "version": 1}
    )
    assert answer.status_code == 409
    assert "Name: Uptime" in answer.content.decode()
    assert "Name: Open hours" in answer.content.decode()
    metric.refresh_from_db()
    assert (metric.name, metric.slug, metric.version) == ("Uptime", "availability", 2)


def test_the_unit_stays_once_there_is_a_target(cast: Cast, owner: Client) -> None:
    metric = make_metric(cast.planner)
    data = {**SHAPE, "unit": "%", "direction": "lower", "summary": "mean", "version": 1}
    answer = owner.post(f"{BASE}availability/definition/", data)
    assert answer.status_code == 422
    assert "Retire this metric and add the changed one" in answer.content.decode()
    metric.refresh_from_db()
    assert (metric.direction, metric.version) == ("higher", 1)


def test_letting_a_metric_go(cast: Cast, owner: Client) -> None:
    metric = make_metric(cast.planner)
    answer = owner.post(f"{BASE}availability/retirement/", {"on": today()})
    assert answer["Location"] == f"{BASE}availability/"
    metric.refresh_from_db()
    assert metric.retired_on == today()
    assert "No longer tracked since" in owner.get(f"{BASE}availability/").content.decode()


def test_a_retired_product_is_read_only(cast: Cast, owner: Client) -> None:
    set_stage(cast.planner, "retired", date(2026, 10, 1))
    assert owner.post(f"{BASE}new/", SHAPE).status_code == 422
    assert not Metric.objects.exists()
