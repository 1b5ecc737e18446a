"""Metric cards: how metrics stand at a moment, for any number of products in the same statements."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics.actions.metrics import retire_metric
from metrics.queries import MetricCard, metric_cards
from metrics.values import Move, Status
from portfolio.kernel.moments import Moment, moment_for
from products.models import Product
from tests.builders import aim, make_metric, make_person, make_product, measure

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def card(product: Product, moment: Moment) -> MetricCard:
    (found,) = metric_cards([product.pk], moment)[product.pk]
    return found


def test_a_metric_with_its_target_and_trend() -> None:
    product = make_product()
    metric = make_metric(product, target=(99, 95, 90), cadence="quarter")
    aim(metric, 98, 95, 90, on=date(2026, 7, 1))
    measure(metric, date(2026, 6, 30), 97)
    measure(metric, date(2026, 9, 30), 96)
    now = card(product, moment_for("2026Q3", TODAY))
    assert (now.value, now.quarter_value, now.previous_value) == (96, 96, 97)
    assert (now.assessment.status, now.assessment.attainment) == (Status.AT_RISK, Decimal("0.75"))
    assert (now.value_text, now.target_text) == ("96\u00a0%", "at least 98\u00a0%")
    assert now.trend.move is Move.WORSE
    assert [point.value for point in now.trend.points] == [None] * 6 + [97, 96]


def test_as_of_an_earlier_quarter_nothing_later_is_known() -> None:
    product = make_product()
    metric = make_metric(product, target=(99, 95, 90))
    aim(metric, 50, 40, 30, on=date(2026, 7, 1))
    measure(metric, date(2026, 6, 30), 97)
    measure(metric, date(2026, 9, 30), 20)
    then = card(product, moment_for("2026Q2", TODAY))
    assert (then.value, then.target and then.target.target) == (97, 99)
    assert then.assessment.newest_on == date(2026, 6, 30)
    assert then.trend.points[-1].value == 97


def test_a_running_sum_is_judged_by_the_quarter_before() -> None:
    product = make_product()
    metric = make_metric(product, "Tickets", (30, 40, 60), direction="lower", summary="sum",
                         unit="tickets")  # fmt: skip
    measure(metric, date(2026, 9, 30), 36)
    measure(metric, date(2026, 11, 10), 4)
    now = card(product, moment_for(None, TODAY))
    assert (now.value, now.quarter_value, now.assessment.status) == (36, 4, Status.AT_RISK)
    assert now.target_text == "at most 30\u00a0tickets"
    assert [point.value for point in now.trend.points][-2:] == [36, None]


def test_untracked_metrics_are_left_out() -> None:
    product = make_product()
    gone = make_metric(product, "Gone")
    retire_metric(make_person(), gone, date(2026, 7, 1))
    make_metric(product, "Later", started_on=date(2026, 10, 1))
    names = {
        at: [
            card.metric.name
            for card in metric_cards([product.pk], moment_for(at, TODAY))[product.pk]
        ]
        for at in ("2026Q2", "2026Q3", "2026Q4")
    }
    assert names == {"2026Q2": ["Gone"], "2026Q3": [], "2026Q4": ["Later"]}


def test_the_number_of_statements_does_not_grow() -> None:
    products = [make_product() for _ in range(10)]
    for product in products:
        measure(make_metric(product), date(2026, 9, 30), 99)
    moment = moment_for(None, TODAY)
    counts = []
    for ids in ([products[0].pk], [product.pk for product in products]):
        with CaptureQueriesContext(connection) as queries:
            found = metric_cards(ids, moment)
        counts.append(len(queries))
        assert all(len(cards) == 1 for cards in found.values())
    assert counts == [6, 6]
