"""My desk: what waits for whom."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from backlogs.actions.items import add_item
from backlogs.actions.states import change_state
from people.queries import today
from portfolio.kernel.quarters import Quarter
from products.queries import policy_on
from reviews.actions.warnings import evaluate_and_store
from reviews.models import ReviewRun
from tests.builders import days_ago, make_metric, make_product, measure, set_stage

URL = "/"


def sections(client, **query):
    page = client.get(URL, query).context["page"]
    return {section.key: section for section in page.sections}


def test_the_address_is_the_root(cast):
    assert reverse("portfolio:desk") == URL


def test_an_employee_has_an_empty_desk_with_a_way_on(cast, signed_in):
    answer = signed_in(cast.employee).get(URL)
    assert answer.context["page"].sections == []
    assert "See all products" in answer.content.decode()


def test_owner_and_member_find_measurements_due(cast, signed_in):
    old = make_metric(cast.planner, "Availability")
    measure(old, days_ago(90, today()), 99)
    fresh = make_metric(cast.planner, "Error rate")
    measure(fresh, days_ago(1, today()), 99)
    make_metric(cast.payslips, "Not mine")
    for person in (cast.owner, cast.member):
        found = sections(signed_in(person))["measurements"]
        assert [(row.subject, row.tone, row.act) for row in found.rows] == [
            ("Availability", "risk", "Record")
        ]
        assert found.count == 1
    assert signed_in(cast.owner).get(found.rows[0].act_url).status_code == 200


def test_warnings_are_about_me_or_my_clusters(cast, signed_in):
    make_product("Lost", introduced_on=days_ago(100, today()))
    for product in (cast.planner, cast.swaps, cast.payslips):
        set_stage(product, "growth", days_ago(100, today()))
    evaluate_and_store(today())
    assert [row.subject for row in sections(signed_in(cast.owner))["warnings"].rows] == [
        "Olga Owner"
    ]
    assert "warnings" not in sections(signed_in(cast.member))
    assert "warnings" not in sections(signed_in(cast.employee))
    leading = sections(signed_in(cast.leader))["warnings"]
    assert [(row.subject, row.act) for row in leading.rows] == [
        ("Lost", "Name an owner"),
        ("Olga Owner", "Rebalance"),
    ]
    for row in leading.rows:
        assert signed_in(cast.leader).get(row.act_url).status_code == 200


def test_items_in_progress_in_my_clusters_the_waiting_first(cast, signed_in):
    first = add_item(cast.owner, cast.planner, title="Draft the next roster")
    second = add_item(cast.owner, cast.swaps, title="Swap without a planner")
    add_item(cast.owner, cast.swaps, title="Not begun")
    change_state(cast.owner, first, "in_progress")
    change_state(cast.owner, second, "in_progress")
    change_state(cast.owner, second, "waiting")
    found = sections(signed_in(cast.member))["items"]
    assert [(row.subject, row.what) for row in found.rows] == [
        ("Swap without a planner", "is waiting"),
        ("Draft the next roster", ""),
    ]
    assert "items" not in sections(signed_in(cast.stranger_owner))


def test_leadership_finds_products_without_metrics_and_runs(cast, signed_in):
    make_metric(cast.planner)
    quarter = Quarter.of(today()).previous()
    ReviewRun.objects.create(
        quarter_start=quarter.start,
        state="done",
        policy=policy_on(quarter.last_day),
        requested_at=timezone.now(),
        finished_at=timezone.now(),
    )
    client = signed_in(cast.leader)
    found = sections(client)
    assert [row.subject for row in found["unmeasured"].rows] == ["Payslips", "Shift swaps"]
    assert (
        client.get(found["unmeasured"].url).context["page"].total == found["unmeasured"].count == 2
    )
    assert [row.what for row in found["runs"].rows] == ["done"]
    assert client.get(found["runs"].rows[0].url).status_code == 200
    assert "unmeasured" not in sections(signed_in(cast.owner))


def test_the_past_is_frozen_and_offers_no_act(cast, signed_in):
    make_metric(cast.planner)
    answer = signed_in(cast.owner).get(URL, {"at": "2025-q2"})
    assert "Nothing here can be edited" in answer.content.decode()
    rows = [row for section in answer.context["page"].sections for row in section.rows]
    assert rows
    assert {row.act for row in rows} == {""}


def test_strangers_sign_in(cast, client):
    assert client.get(URL).status_code == 302


def test_statements_do_not_grow(cast, signed_in):
    client = signed_in(cast.owner)
    counts = []
    for _ in range(2):
        for number in range(6):
            product = make_product("", cast.rostering)
            make_metric(product, f"Metric {number}")
            item = add_item(cast.owner, product, title="Do it")
            change_state(cast.owner, item, "in_progress")
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
