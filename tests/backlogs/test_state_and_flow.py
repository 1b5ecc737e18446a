"""Flow and the state of a list, read from the database as of a day, for many at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backlogs.actions import NewItem, NewState, add_items, change_state, move_item, move_product
from backlogs.queries.flow import flow_of_clusters, flow_of_products, items_started_or_shipped
from backlogs.queries.state import backlog_state
from portfolio.kernel.quarters import Quarter
from tests.backlogs.builders import make_items
from tests.builders import make_cluster, make_product

pytestmark = pytest.mark.django_db
Q1, Q2 = Quarter(2025, 1), Quarter(2025, 2)


def at(month, day, hour=12):
    return datetime(2025, month, day, hour, tzinfo=UTC)


def item(product, title, *steps, **fields):
    history = [NewState(state, when) for state, when in steps]
    return add_items(None, [NewItem(product.pk, title, history, **fields)])[0]


def test_a_quarter_counts_what_happened_in_it():
    product = make_product()
    shipped = item(
        product, "A", ("idea", at(1, 1)), ("in_progress", at(3, 1)), ("shipped", at(3, 3)), effort=5
    )
    edge = item(
        product,
        "B",
        ("idea", at(1, 1)),
        ("in_progress", at(3, 31, 0)),
        ("shipped", datetime(2025, 3, 31, 23, 59, 59, tzinfo=UTC)),
    )
    after = item(
        product, "C", ("idea", at(1, 1)), ("in_progress", at(3, 20)), ("shipped", at(4, 1, 0))
    )
    reopened = item(
        product,
        "D",
        ("in_progress", at(2, 1)),
        ("shipped", at(2, 2)),
        ("in_progress", at(2, 3)),
        ("shipped", at(5, 1)),
    )
    flow = flow_of_products([product.pk], Q1)[product.pk]
    assert flow.shipped_ids == (shipped.pk, edge.pk)
    assert set(flow.started_ids) == {shipped.pk, edge.pk, after.pk, reopened.pk}
    assert (flow.load, flow.points, flow.unestimated) == (2, 5, 1)
    assert flow.lead_median is not None
    later = flow_of_products([product.pk], Q2)[product.pk]
    assert later.shipped_ids == (after.pk, reopened.pk)
    assert (later.load, later.started) == (0, 0)
    # The first start counts: 1 Feb to 1 May, and 20 Mar to 1 Apr.
    assert later.flow_p85 == Decimal(11 * 24 + 12) + (
        Decimal(89 * 24) - Decimal(11 * 24 + 12)
    ) * Decimal("0.85")


def test_an_unfinished_quarter_counts_up_to_a_day():
    product = make_product()
    item(product, "A", ("in_progress", at(1, 5)), ("shipped", at(2, 5)))
    assert flow_of_products([product.pk], Q1, date(2025, 2, 4))[product.pk].shipped == 0
    assert flow_of_products([product.pk], Q1, date(2025, 2, 5))[product.pk].shipped == 1


def test_a_cluster_counts_the_products_it_held_then():
    product, old, new = make_product("P", make_cluster("Old")), None, make_cluster("New")
    old = product.cluster
    item(product, "A", ("in_progress", at(1, 5)), ("shipped", at(2, 5)))
    item(product, "B", ("in_progress", at(4, 5)), ("shipped", at(5, 5)))
    move_product(None, product, new, date(2025, 4, 1))
    first = flow_of_clusters([old.pk, new.pk], Q1)
    assert (first[old.pk].shipped, first[new.pk].shipped) == (1, 0)
    second = flow_of_clusters([old.pk, new.pk], Q2)
    assert (second[old.pk].shipped, second[new.pk].shipped) == (0, 1)


def test_activity_counts_items_once_and_not_going_on():
    product, idle = make_product(), make_product()
    one = item(product, "A", ("in_progress", at(3, 1)), ("shipped", at(3, 2)))
    item(
        product,
        "B",
        ("in_progress", at(1, 1)),
        ("waiting", at(1, 2)),
        ("in_progress", at(3, 2)),
    )
    found = items_started_or_shipped([product.pk, idle.pk], date(2025, 3, 1), date(2025, 3, 2))
    assert found == {product.pk: {one.pk}, idle.pk: frozenset()}
    assert items_started_or_shipped([product.pk], date(2025, 3, 3), date(2025, 6, 1)) == {
        product.pk: frozenset()
    }


def test_the_state_of_a_list_as_of_a_day():
    product = make_product()
    items = make_items(product, "ABC", at=at(1, 1), effort=2)
    change_state(None, items["B"], "dropped", "Not wanted.", at=at(2, 1))
    move_item(None, items["C"], to="top", at=at(6, 30))
    cluster = product.cluster_id
    before = backlog_state([cluster], date(2025, 1, 31))[cluster]
    assert [row.title for row in before.top] == ["A", "B", "C"]
    assert (before.open, before.points, before.stale, before.refined_on) == (3, 6, 0, None)
    during = backlog_state([cluster], date(2025, 6, 29))[cluster]
    assert [row.title for row in during.top] == ["A", "C"]
    assert (during.refined_on, during.is_stale, during.stale) == (date(2025, 2, 1), True, 0)
    after = backlog_state([cluster], date(2025, 6, 30))[cluster]
    assert [row.title for row in after.top] == ["C", "A"]
    assert (after.refined_on, after.is_stale, after.stale) == (date(2025, 6, 30), False, 1)
    assert [row.is_stale for row in after.top] == [False, True]
    empty = backlog_state([cluster], date(2024, 6, 30))[cluster]
    assert (empty.open, empty.is_stale) == (0, False)


def test_many_cost_what_few_cost():
    clusters = []
    counts = []
    for size in (2, 10):
        for _ in range(size):
            product = make_product()
            clusters.append(product.cluster_id)
            items = make_items(product, "AB", at=at(1, 2))
            change_state(None, items["A"], "in_progress", at=at(1, 3))
            change_state(None, items["A"], "shipped", at=at(1, 4))
            move_item(None, items["B"], to="top", at=at(1, 5) + timedelta(days=200))
        with CaptureQueriesContext(connection) as queries:
            flow_of_clusters(clusters, Q1)
            backlog_state(clusters, Q1.last_day)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
