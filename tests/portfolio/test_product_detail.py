"""The page of one product."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backlogs.actions.items import add_item
from backlogs.actions.states import change_state
from metrics.actions.scores import refresh_scores_since
from people.queries import today
from reviews.actions.warnings import evaluate_and_store
from tests.builders import BEGAN, days_ago, make_metric, make_product, measure, set_stage

DAY = datetime.timedelta(days=1)


def at_noon(days):
    return timezone.make_aware(
        datetime.datetime.combine(days_ago(days, today()), datetime.time(12))
    )


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
    assert page.head.health.passport.formula == "(1.000 × 2 + 0.500 × 1) ÷ 3 × 100 = 83.3"
    assert page.head.health.passport.coverage == "100 %"
    assert [(metric.name, metric.now.shown, metric.target) for metric in page.metrics] == [
        ("Availability", "100\xa0%", "≥ 99"),
        ("Answer time", "5\xa0h", "≤ 2"),
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
        ("roadmap", False),
        ("objective", False),
    ]


def test_a_past_quarter_shows_the_stage_of_then_and_no_buttons(cast, planner, signed_in):
    answer = signed_in(cast.owner).get(f"/products/{planner.slug}/", {"at": "2024-q1"})
    page = answer.context["page"]
    assert "Introduction" in page.head.stage
    assert page.head.actions == []
    assert "Nothing here can be edited" in answer.content.decode()
    assert page.metrics[0].now is None


def test_a_product_that_had_not_begun_is_not_there(cast, signed_in):
    late = make_product("Late comer", introduced_on=days_ago(5, today()))
    client = signed_in(cast.employee)
    assert client.get(f"/products/{late.slug}/").status_code == 200
    assert client.get(f"/products/{late.slug}/", {"at": "2024-q1"}).status_code == 404
    assert client.get("/products/no-such-product/").status_code == 404


def test_the_second_screen_tells_flow_stages_and_why_it_is_active(cast, planner, signed_in):
    client = signed_in(cast.owner)
    item = add_item(cast.owner, planner, title="Publish it", at=at_noon(9))
    change_state(cast.owner, item, "in_progress", at=at_noon(6))
    change_state(cast.owner, item, "shipped", at=at_noon(2))
    page = page_of(client, planner, tab="activity")
    assert [(row.name, row.now) for row in page.flow] == [
        ("Velocity", "1"),
        ("Flow time", "4.0 days, 4.0 days"),
        ("Lead time", "7.0 days"),
        ("Load", "0"),
        ("Efficiency", "100 %"),
    ]
    assert ["Growth" in line.mark for line in page.stages] == [True, False]
    assert "Counts as active" in page.activity.mark
    assert page.activity.sentences
    assert page_of(signed_in(cast.employee), planner, tab="activity").activity is None
    assert client.get(f"/products/{planner.slug}/", {"tab": "secrets"}).status_code == 404


def test_load_warnings_and_packets_are_hidden_from_employees(cast, planner, signed_in):
    evaluate_and_store(today())
    seen = {}
    for role in ("employee", "member", "owner", "leader", "facilitator", "admin", "stranger_owner"):
        head = page_of(signed_in(getattr(cast, role)), planner).head
        lines = page_of(signed_in(getattr(cast, role)), planner).warnings
        seen[role] = ("Over" in head.load, len(lines), bool(head.review))
    assert seen == {
        "employee": (False, 0, False),
        "member": (False, 1, True),
        "owner": (True, 2, True),
        "leader": (True, 2, True),
        "facilitator": (True, 2, True),
        "admin": (True, 2, True),
        "stranger_owner": (False, 0, False),
    }


def test_links_to_forms_are_there_for_those_who_may_and_lead_somewhere(cast, planner, signed_in):
    labels = {}
    for role in ("employee", "member", "owner", "leader", "stranger_owner"):
        client = signed_in(getattr(cast, role))
        page = page_of(client, planner)
        labels[role] = [action.label for action in page.head.actions]
        for url in [action.url for action in page.head.actions] + list(page.edit.values()):
            assert client.get(url).status_code == 200, (role, url)
        assert bool(page.edit) == (role == "owner")
    assert labels == {
        "employee": [],
        "member": ["Owner hours", "Record measurements"],
        "owner": ["Edit", "Change stage", "Deputies", "Owner hours", "Record measurements"],
        "leader": ["Override activity", "Strategic weight", "Propose an owner"],
        "stranger_owner": [],
    }


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
        assert len(few) == len(many) <= 16, [query["sql"][:90] for query in many]


def test_velocity_opens_exactly_the_items_it_counts(cast, signed_in, planner):
    client = signed_in(cast.owner)
    item = add_item(cast.owner, planner, title="Publish it", at=at_noon(3))
    for state in ("in_progress", "shipped"):
        change_state(cast.owner, item, state, at=at_noon(2))
    page = page_of(client, planner, tab="activity")
    velocity = page.flow[0]
    assert "1" in (velocity.now, velocity.before)
    for figure, url in ((velocity.now, velocity.now_url), (velocity.before, velocity.before_url)):
        assert client.get(url).context["page"].shown == int(figure)
    assert not page.flow[1].now_url
