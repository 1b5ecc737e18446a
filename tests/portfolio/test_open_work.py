"""Open items of products: what is counted and what is read, now and then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from backlogs.queries.clock import ends
from backlogs.queries.state import open_items
from people.queries import today
from portfolio.kernel.moments import Moment, moment_for
from portfolio.kernel.quarters import Quarter
from portfolio.queries.items import OpenCounts, open_rows, open_work
from tests.backlogs.builders import make_items
from tests.builders import make_cluster, make_product

pytestmark = pytest.mark.django_db


def now() -> Moment:
    return moment_for(None, today(), 1)


@pytest.fixture
def products():
    cluster = make_cluster()
    first, second = make_product("Payroll", cluster), make_product("Leave", cluster)
    at = timezone.now() - timedelta(days=200)
    make_items(first, "AB", at=at, effort=3)
    make_items(second, "C", at=at, states=("idea", "ready", "in_progress"))
    make_items(first, "D", at=at, states=("idea", "dropped"))
    make_items(first, "E", effort=5)
    return first, second


def test_only_what_is_shown_is_read_and_the_rest_is_counted(products):
    first, second = products
    work = open_work([first.pk, second.pk], now(), 2)
    assert [row["title"] for row in work.top] == ["A", "B"]
    assert work.by_product == {
        first.pk: OpenCounts(items=3, started=0, points=11, unestimated=0),
        second.pk: OpenCounts(items=1, started=1, points=0, unestimated=1),
    }
    assert (work.items, work.started, work.unestimated) == (4, 1, 1)


def test_today_says_what_the_events_say(products):
    keys = [product.pk for product in products]
    assert list(open_rows(keys, now())) == list(open_items(keys, ends(today())))


def test_the_past_is_told_from_events(products):
    past = Quarter.of(today(), 1).previous()
    moment = moment_for(past.slug, today(), 1)
    work = open_work([product.pk for product in products], moment, 9)
    assert [row["title"] for row in work.top] == ["A", "B", "C"]
    assert work.started == 1
