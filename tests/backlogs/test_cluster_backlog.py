"""The page of a cluster's list: in order, filtered, as of a quarter, at a constant cost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from backlogs.actions import add_scores, change_state, move_item
from backlogs.calculations.scoring import Rice
from backlogs.models import Backlog, Item, Outcome
from backlogs.queries.flow import flow_of_clusters
from portfolio.kernel.quarters import Quarter
from tests.backlogs.builders import make_items

URL = "backlogs:cluster-backlog"


def titles(response):
    return "".join(row.title for row in response.context["page"].rows)


@pytest.fixture
def url(cast):
    return reverse(URL, args=[cast.rostering.slug])


def test_the_items_of_all_products_in_one_order(cast, signed_in, url):
    make_items(cast.planner, "AB", effort=3)
    swaps = make_items(cast.swaps, "C")
    move_item(cast.owner, swaps["C"], to="top")
    make_items(cast.payslips, "X")
    response = signed_in(cast.owner).get(url)
    page = response.context["page"]
    assert response.status_code == 200
    assert titles(response) == "CAB"
    assert (page.shown, page.points, page.stale) == (3, 6, 0)
    assert page.can_move
    assert b"data-reorder" in response.content


def test_a_reader_sees_the_order_and_nothing_to_change_it_with(cast, signed_in, url):
    make_items(cast.planner, "AB")
    for person in (cast.employee, cast.leader, cast.admin, cast.stranger_owner):
        response = signed_in(person).get(url)
        assert titles(response) == "AB"
        for act in (b"data-reorder", b"data-grip", b"Add to top", b"Add item"):
            assert act not in response.content


def test_a_stranger_is_asked_to_sign_in(client, cast, url):
    response = client.get(url)
    assert response.status_code == 302
    assert reverse("people:sign-in") in response["Location"]


def test_an_unknown_cluster_is_not_found(cast, signed_in):
    assert signed_in(cast.owner).get(reverse(URL, args=["nobody"])).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "ABD"),
        ("?type=fix", "A"),
        ("?dimension=support", "B"),
        ("?state=shipped", "C"),
        ("?state=all", "ABCD"),
        ("?state=idea", "ABD"),
        ("?state=doing", ""),
        ("?shipped=nonsense&started=2999-q1", "ABD"),
        ("?stale=1", "D"),
        ("?product=shift-swaps", "BD"),
        ("?product=unknown", ""),
        ("?q=a", "A"),
        ("?q=SS-1", "B"),
        ("?q=nothing", ""),
        ("?type=nonsense&state=1&stale=yes&after=%27", "ABD"),
        ("?after=CP-1", "BD"),
        ("?after=CP-999999999", ""),
    ],
)
def test_each_filter(cast, signed_in, url, query, found):
    now = timezone.now()
    make_items(cast.planner, "A", type="fix", at=now)
    make_items(cast.swaps, "B", dimension="support", at=now)
    make_items(cast.swaps, "C", states=("idea", "in_progress", "shipped"), at=now)
    make_items(cast.swaps, "D", at=now - timedelta(days=181))
    response = signed_in(cast.owner).get(url + query)
    assert response.status_code == 200
    assert titles(response) == found
    assert response.context["page"].shown == len(found) or "after" in query


def test_a_filter_answers_with_the_list_alone(cast, signed_in, url):
    make_items(cast.planner, "AB")
    headers = {"HX-Request": "true", "HX-Target": "list"}
    response = signed_in(cast.owner).get(f"{url}?q=B", headers=headers)
    text = response.content.decode()
    assert text.strip().startswith('<div id="list">')
    assert "<html" not in text
    assert "HX-Request" in response["Vary"]


def test_a_past_quarter_is_told_by_events_and_moves_and_cannot_be_changed(cast, signed_in, url):
    then = datetime(2025, 2, 3, tzinfo=UTC)
    items = make_items(cast.planner, "ABC", at=then)
    change_state(cast.owner, items["B"], "in_progress", at=then + timedelta(days=1))
    change_state(cast.owner, items["B"], "shipped", at=then + timedelta(days=100))
    make_items(cast.planner, "D")
    move_item(cast.owner, items["C"], to="top")
    client = signed_in(cast.owner)
    assert titles(client.get(url)) == "CAD"
    response = client.get(f"{url}?at=2025-q1")
    assert titles(response) == "ABC"
    assert [row.state for row in response.context["page"].rows] == ["idea", "in_progress", "idea"]
    assert not response.context["page"].can_edit
    assert b"data-reorder" not in response.content
    assert titles(client.get(f"{url}?at=2024-q4")) == ""


@pytest.mark.parametrize("past", ["", "?at=2025-q1"])
def test_ten_and_a_hundred_items_cost_the_same_queries(cast, signed_in, url, past):
    then = datetime(2025, 2, 3, tzinfo=UTC)
    client = signed_in(cast.owner)
    counts = []
    for count in (10, 90):
        make_items(cast.planner, [f"Item {number}" for number in range(count)], at=then)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(url + past)
        counts.append(len(queries))
    assert response.context["page"].shown == 100
    assert counts[0] == counts[1]
    assert counts[1] <= (9 if not past else 12)


def weight(client, url):
    long = len(client.get(url).content)
    short = len(client.get(f"{url}?after=CP-50").content)
    return (long - short) / 50


def test_a_row_is_small(cast, signed_in, url):
    title = "Leave booked in People File arrives a day late"
    make_items(cast.planner, [title] * 100, effort=3)
    client = signed_in(cast.owner)
    assert weight(client, url) <= 500
    Outcome.objects.bulk_create(
        Outcome(item=item, statement="Breaches are fewer.") for item in Item.objects.all()
    )
    assert weight(client, url) <= 500
    add_scores((item, Rice(100, Decimal(1), 100)) for item in Item.objects.all())
    assert weight(client, url) <= 540


def test_a_long_list_comes_in_parts(cast, signed_in, url):
    make_items(cast.planner, [f"Item {number}" for number in range(1, 251)])
    client = signed_in(cast.owner)
    page = client.get(url).context["page"]
    assert (len(page.rows), page.shown, page.first) == (100, 250, 1)
    headers = {"HX-Request": "true", "HX-Target": "more"}
    rest = client.get(page.more, headers=headers)
    assert rest.context["page"].first == 101
    assert [row.title for row in rest.context["page"].rows] == [
        f"Item {number}" for number in range(101, 201)
    ]
    assert rest.content.strip().startswith(b"<li class=bl-row data-id=CP-101>")


def test_an_untended_list_says_so(cast, signed_in, url):
    make_items(cast.planner, "A")
    old = timezone.now() - timedelta(days=90)
    Backlog.objects.filter(cluster=cast.rostering).update(refined_at=old)
    assert signed_in(cast.owner).get(url).context["page"].is_stale
    Backlog.objects.filter(cluster=cast.rostering).update(refined_at=old + timedelta(days=1))
    assert not signed_in(cast.owner).get(url).context["page"].is_stale


def test_an_item_opens_beside_the_list(cast, signed_in, url):
    make_items(cast.planner, "A")
    response = signed_in(cast.owner).get(f"{url}?open=CP-1")
    assert b'<aside class="panel"' in response.content


def test_a_flow_figure_opens_exactly_the_items_it_counts(cast, signed_in, url):
    then = datetime(2025, 2, 3, tzinfo=UTC)
    shipped = ("idea", "in_progress", "shipped")
    make_items(cast.planner, "AB", states=shipped, at=then)
    make_items(cast.swaps, "C", states=("idea", "in_progress"), at=then)
    make_items(cast.swaps, "D", states=shipped, at=then + timedelta(days=90))
    client = signed_in(cast.owner)
    quarter = Quarter(2025, 1)
    flow = flow_of_clusters([cast.rostering.pk], quarter)[cast.rostering.pk]
    assert (flow.shipped, flow.started) == (2, 3)
    for query in ("?shipped=2025-q1", "?shipped=2025-q1&at=2025-q2"):
        page = client.get(url + query).context["page"]
        assert ("".join(row.title for row in page.rows), page.shown) == ("AB", flow.shipped)
        assert not page.can_move
    assert titles(client.get(f"{url}?started=2025-q1")) == "ABC"
    assert titles(client.get(f"{url}?started=2025-q1&shipped=2025-q1")) == "AB"
    assert titles(client.get(f"{url}?started=2025-q1&state=open")) == "C"
    assert titles(client.get(f"{url}?state=doing")) == "C"
