"""Measurements over the API: "metrics:api-measurement-list"."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from metrics.actions.feeds import set_feed
from metrics.models import Measurement, Metric, MetricQuarter, ProductScore
from metrics.values.events import FeedKind
from people.queries import today
from tests.builders import bearer, make_metric, measure, set_stage
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
URL = "/api/v1/measurements/"
JSON = "application/json"


@pytest.fixture
def metric(cast: Cast) -> Metric:
    return make_metric(cast.planner)


@pytest.fixture
def client(cast: Cast, metric: Metric) -> Client:
    """The program of a team member."""
    return bearer(cast.member)


def row(**fields: Any) -> dict[str, Any]:
    usual = {"product": "crew-planner", "metric": "availability", "measured_on": "2026-03-31"}
    return {**usual, "value": 99.4, **fields}


def send(client: Client, *rows: Any, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(URL, json.dumps({"rows": rows}), JSON, headers=headers)


def fates(answer: Any) -> list[str]:
    return [one.get("code", one["status"]) for one in answer.json()["results"]]


def test_good_rows_go_in_and_the_others_say_why(client: Client, metric: Metric) -> None:
    answer = send(client, row(), row(measured_on="2026-02-30"), row(measured_on="2026-02-28"))
    assert answer.status_code == 200
    assert answer.json() == {
        "created": 2, "same": 0, "corrected": 0, "refused": 1,
        "results": [
            {"row": 0, "status": "created"},
            {
                "row": 1, "status": "refused", "code": "no_day", "field": "measured_on",
                "message": "A day is written 2026-09-30.",
            },
            {"row": 2, "status": "created"},
        ],
    }  # fmt: skip
    stored = Measurement.objects.get(measured_on="2026-03-31")
    assert (stored.value, stored.source, stored.recorded_by) == (
        Decimal("99.4"), "api", metric.product.cluster.memberships.get().person,
    )  # fmt: skip
    quarter = MetricQuarter.objects.get(metric=metric)
    assert (quarter.quarter_start, quarter.value, quarter.count) == (
        date(2026, 1, 1), Decimal("99.4"), 2,
    )  # fmt: skip
    assert ProductScore.objects.get(quarter_start="2026-01-01").health == 100


def test_a_re_sent_batch_changes_nothing(client: Client) -> None:
    rows = [row(measured_on=f"2026-0{month}-28") for month in range(1, 7)]
    send(client, *rows)
    before = list(Measurement.objects.values()), list(MetricQuarter.objects.values())
    assert fates(send(client, *rows)) == ["same"] * 6
    assert (list(Measurement.objects.values()), list(MetricQuarter.objects.values())) == before


def test_the_same_key_gets_the_first_answer_again(client: Client) -> None:
    first = send(client, row(), key="night")
    again = send(client, row(), key="night")
    assert (again.content, again["Idempotent-Replay"]) == (first.content, "true")
    assert fates(again) == ["created"]
    assert Measurement.objects.count() == 1


def test_another_number_needs_its_own_reason(client: Client, metric: Metric) -> None:
    send(client, row(), row(measured_on="2026-06-30"))
    answer = send(client, row(value=90), row(measured_on="2026-06-30", value=91))
    assert fates(answer) == ["correction_needs_reason"] * 2
    assert answer.json()["results"][0]["message"] == (
        "31 Mar 2026 already has 99.4. To replace it, say why."
    )
    others = MetricQuarter.objects.exclude(quarter_start="2026-01-01")
    untouched = list(others.values())
    assert fates(send(client, row(value=90, correction_reason="Recount."))) == ["corrected"]
    old, new = Measurement.objects.filter(measured_on="2026-03-31").order_by("id")
    assert (old.value, old.correction_reason, old.superseded_at) == (
        Decimal("99.4"), "Recount.", new.recorded_at,
    )  # fmt: skip
    assert MetricQuarter.objects.get(quarter_start="2026-01-01").value == 90
    assert list(others.values()) == untouched


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"value": "99,4"}, "no_number", "value"),
    ({"value": "99.4 %"}, "no_number", "value"),
    ({"value": True}, "no_number", "value"),
    ({"value": "NaN"}, "no_number", "value"),
    ({"value": "Infinity"}, "no_number", "value"),
    ({"value": 10**400}, "value_out_of_range", "value"),
    ({"value": "99999999999999.9999999"}, "value_out_of_range", "value"),
    ({"value": None}, "value_missing", "value"),
    ({"numerator": 1, "denominator": 2}, "value_twice", "value"),
    ({"value": None, "numerator": 1}, "ratio_incomplete", "denominator"),
    ({"value": None, "numerator": 1, "denominator": 0}, "denominator_not_positive", "denominator"),
    ({"value": None, "numerator": 1, "denominator": 2}, "no_ratio", "numerator"),
    ({"measured_on": "1900-01-01"}, "too_early", "measured_on"),
    ({"measured_on": "2999-01-01"}, "in_future", "measured_on"),
    ({"measured_on": "2023-12-31"}, "before_product", "measured_on"),
    ({"measured_on": "20260331"}, "no_day", "measured_on"),
    ({"measured_on": 5}, "no_day", "measured_on"),
    ({"unit": "ms"}, "unit_differs", "unit"),
    ({"metric": "nothing"}, "no_such_metric", "metric"),
    ({"product": "payslips"}, "no_such_metric", "metric"),
    ({"product": ""}, "required", "product"),
    ({"note": 5}, "invalid", "note"),
    ({"note": "x" * 2001}, "max_length", "note"),
    ({"odd": 1}, "unknown_field", "odd"),
]


def test_bad_input_is_told_at_its_row_and_the_rest_goes_in(cast: Cast, client: Client) -> None:
    make_metric(cast.payslips)
    answer = send(client, *(row(**fields) for fields, _, _ in BAD), 5, row())
    told = [(one.get("code"), one.get("field")) for one in answer.json()["results"]]
    expected = [(code, name) for _, code, name in BAD]
    assert told == [*expected, ("invalid", "row"), (None, None)]
    assert Measurement.objects.count() == 1


def test_two_rows_for_the_same_moment(client: Client) -> None:
    answer = send(client, row(), row(), row(value=90))
    assert fates(answer) == ["created", "same", "given_twice"]
    assert answer.json()["results"][2]["message"] == (
        "Row 0 of this batch says 99.4 for the same metric and day. Keep one of them."
    )
    assert Measurement.objects.get().value == Decimal("99.4")


def test_a_repeat_of_a_refused_row_is_refused_as_well(client: Client) -> None:
    send(client, row())
    assert fates(send(client, row(value=9), row(value=9))) == ["correction_needs_reason"] * 2


@pytest.mark.parametrize("text", ['{"rows": [{"value": NaN}]}', '{"rows": [{"value": -Infinity}]}'])
def test_what_json_has_no_word_for(client: Client, text: str) -> None:
    answer = client.post(URL, text, JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_json")


def test_1e400_is_a_number_too_large(client: Client) -> None:
    text = json.dumps({"rows": [row()]}).replace("99.4", "1e400")
    assert fates(client.post(URL, text, JSON)) == ["value_out_of_range"]


@pytest.mark.parametrize("body", [{}, [], {"rows": []}, {"rows": 5}, {"rows": [{}], "more": 1}])
def test_a_body_without_rows(client: Client, body: Any) -> None:
    answer = client.post(URL, json.dumps(body), JSON)
    assert (answer.status_code, answer.json()["field"]) == (422, "rows")


def test_a_ratio_is_its_counts(cast: Cast, client: Client) -> None:
    make_metric(cast.planner, "Adoption", summary="ratio")
    counts = {"value": None, "numerator": 1, "denominator": "3"}
    first = row(metric="adoption", **counts)
    second = row(metric="adoption", measured_on="2026-02-28", value=50)
    assert fates(send(client, first)) == ["created"]
    assert Measurement.objects.get().value == Decimal("33.333333")
    assert MetricQuarter.objects.get().is_exact is True
    assert fates(send(client, second)) == ["created"]
    assert MetricQuarter.objects.get().is_exact is False


def test_who_may_not(cast: Cast, client: Client) -> None:
    assert bearer(cast.employee).post(URL, {"rows": [row()]}, JSON).status_code == 403
    assert bearer(cast.leader).post(URL, {"rows": [row()]}, JSON).status_code == 403
    assert fates(send(bearer(cast.stranger_owner), row())) == ["no_such_metric"]
    assert bearer(cast.member, "read").post(URL, {"rows": [row()]}, JSON).status_code == 403
    assert not Measurement.objects.exists()


def test_events_and_memory_take_no_numbers(cast: Cast, client: Client) -> None:
    fed = make_metric(cast.planner, "Tickets", None, unit="tickets", summary="sum")
    set_feed(cast.owner, fed, kind=FeedKind.TICKETS, since=date(2026, 1, 1))
    make_metric(cast.swaps)
    set_stage(cast.swaps, "retired", today())
    answer = send(client, row(metric="tickets"), row(product="shift-swaps"))
    assert fates(answer) == ["made_of_events", "product_retired"]


def test_a_batch_costs_the_same_statements_whatever_its_length(client: Client) -> None:
    first = date(2025, 1, 1)
    days = [(first + timedelta(days=n)).isoformat() for n in range(300)]
    with CaptureQueriesContext(
        connection,
    ) as few:
        send(client, *(row(measured_on=day) for day in days[:3]))
    with CaptureQueriesContext(connection) as many:
        send(client, *(row(measured_on=day) for day in days[3:]))
    assert len(many) <= len(few) <= 28


def test_the_list_goes_on_behind_a_row(cast: Cast, client: Client, metric: Metric) -> None:
    days = [date(2026, month, 28) for month in range(1, 6)]
    for number, day in enumerate(days):
        measure(metric, day, number)
    measure(metric, days[0], "7.5")
    answer = client.get(f"{URL}?product=crew-planner&metric=availability&limit=2").json()
    assert [(one["measured_on"], one["value"]) for one in answer["results"]] == [
        ("2026-01-28", "7.5"), ("2026-02-28", "1"),
    ]  # fmt: skip
    rest = client.get(answer["next"]).json()
    assert [one["value"] for one in rest["results"]] == ["2", "3"]
    between = client.get(f"{URL}?from=2026-04-28&to=2026-05-28").json()
    assert [one["value"] for one in between["results"]] == ["3", "4"]
    assert between["next"] is None
    assert client.get(f"{URL}?after=2026-13-01.5").status_code == 422
