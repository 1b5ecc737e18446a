"""The page of one product."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics.actions.scores import refresh_scores_since
from people.queries import today
from tests.builders import BEGAN, days_ago, make_metric, make_product, measure, set_stage

DAY = datetime.timedelta(days=1)


@pytest.fixture
def planner(cast):
    """Crew planner in growth, with two metrics measured in the last weeks."""
    set_stage(cast.planner, "growth", datetime.date(2024, 6, 1), "Three ports use it.")
    uptime = make_metric(cast.planner, "Availability", (99, 95, 90), weight=2)
    answer = make_metric(
        cast.planner, "Answer time", (2, 4, 8), unit="h", direction="lower", dimension="support"
    )
    measure(uptime, days_ago(3, today()), 100)
    measure(answer, days_ago(3, today()), 5)
    refresh_scores_since([cast.planner.pk], BEGAN)
    return cast.planner


def page_of(client, product, **query):
    answer = client.get(f"/products/{product.slug}/", query)
    assert answer.status_code == 200
    return answer.context["page"]


def test_it_says_who_where_and_how_well(cast, planner, signed_in):
    page = page_of(signed_in(cast.employee), planner)
    assert "Olga Owner" in page.head.owner
    assert "Growth" in page.head.stage
    assert page.head.health.passport.shown == "83"
    assert page.head.health.passport.formula == "(1.00 × 2 + 0.50 × 1) ÷ 3 × 100 = 83.3"
    assert page.head.health.passport.coverage == "100 %"
    assert [(metric.name, metric.now, metric.target) for metric in page.metrics] == [
        ("Availability", "100\xa0%", "at least 99\xa0%"),
        ("Answer time", "5\xa0h", "at most 2\xa0h"),
    ]
    assert page.metrics[1].reason == "3\xa0h over"
    assert page.metrics_note == "2 metrics chosen, 1 on target"


def test_the_checklist_is_computed_for_the_stage(cast, planner, signed_in):
    page = page_of(signed_in(cast.employee), planner)
    assert [(check.code, check.is_done) for check in page.checks] == [
        ("owner", True),
        ("users", False),
        ("metrics", False),
        ("adoption", False),
    ]


def test_a_past_quarter_shows_the_stage_of_then_and_no_buttons(cast, planner, signed_in):
    answer = signed_in(cast.owner).get(f"/products/{planner.slug}/", {"at": "2024-q1"})
    page = answer.context["page"]
    assert "Introduction" in page.head.stage
    assert page.head.actions == []
    assert "Nothing here can be edited" in answer.content.decode()
    assert page.metrics[0].now == ""


def test_a_product_that_had_not_begun_is_not_there(cast, signed_in):
    late = make_product("Late comer", introduced_on=days_ago(5, today()))
    client = signed_in(cast.employee)
    assert client.get(f"/products/{late.slug}/").status_code == 200
    assert client.get(f"/products/{late.slug}/", {"at": "2024-q1"}).status_code == 404
    assert client.get("/products/no-such-product/").status_code == 404


def test_strangers_are_asked_to_sign_in(cast, client):
    assert client.get(f"/products/{cast.planner.slug}/").status_code == 302


def test_statements_do_not_grow_with_metrics(cast, planner, signed_in):
    for person in (cast.employee, cast.owner, cast.leader):
        client = signed_in(person)
        page_of(client, planner)
        with CaptureQueriesContext(connection) as few:
            page_of(client, planner)
        more = [make_metric(planner, f"Metric {person.slug} {n}") for n in range(10)]
        for metric in more:
            measure(metric, days_ago(2, today()), 97)
        with CaptureQueriesContext(connection) as many:
            page_of(client, planner)
        assert len(few) == len(many) <= 15, [query["sql"][:90] for query in many]
