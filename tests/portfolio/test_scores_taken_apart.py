"""Scores of a product, a cluster, the portfolio: pages, passports, and what moved them.

The addresses "portfolio:product-score", "portfolio:cluster-score", "portfolio:portfolio-score".
"""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics.actions.scores import refresh_scores_since
from people.queries import today
from portfolio.kernel.moments import moment_for
from portfolio.queries.cluster_score import facts_of_cluster
from portfolio.queries.trends import quarter_figures
from portfolio.values import ScoreKind
from products.models import PolicyVersion, Product
from tests.builders import BEGAN, make_metric, make_product, measure

D = Decimal
BY_USERS = {"metrics.weighting": "users"}


@pytest.fixture
def measured(cast):
    """Crew planner fell from 90 to 60 by its availability; shift swaps stands at 50 throughout."""
    last = moment_for(None, today()).quarter.previous().last_day
    uptime = make_metric(cast.planner, "Availability", (100, 50, 0))
    answers = make_metric(cast.planner, "Answers", (100, 50, 0))
    swaps = make_metric(cast.swaps, "Availability", (100, 50, 0))
    for metric, before, now in ((uptime, 100, 40), (answers, 80, 80), (swaps, 50, 50)):
        measure(metric, last, before)
        measure(metric, today(), now)
    Product.objects.filter(pk=cast.planner.pk).update(daily_users=300)
    Product.objects.filter(pk=cast.swaps.pk).update(daily_users=100)
    refresh_scores_since([cast.planner.pk, cast.swaps.pk], BEGAN)
    return cast


def page_of(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200, path
    return answer.context["page"]


def test_a_product_says_what_it_lost_and_what_moved_it(measured, signed_in):
    page = page_of(signed_in(measured.employee), "/products/crew-planner/scores/health/")
    assert [(row.name, row.attained, row.points, row.lost) for row in page.rows] == [
        ("Availability", "40.0", "20.0 of 50.0", "30.0"),
        ("Answers", "80.0", "40.0 of 50.0", "10.0"),
    ]
    assert page.change.startswith("−30.0 since")
    assert page.change.endswith("Availability cost all of it")
    assert [(row.name, row.points) for row in page.moved] == [("Availability", "−30.0")]
    assert page.passport.formula == "(0.400 × 1 + 0.800 × 1) ÷ 2 × 100 = 60"


def test_a_cluster_is_told_by_the_metrics_of_its_products(measured, signed_in):
    client = signed_in(measured.employee)
    page = page_of(client, f"/clusters/{measured.rostering.slug}/scores/health/")
    assert page.passport.shown == "55"
    assert page.change.endswith("Availability, Crew planner cost all of it")
    assert [(row.name, row.points) for row in page.moved] == [
        ("Availability, Crew planner", "−15.0")
    ]
    assert page.passport.coverage == "100 %, 2 of 2 products with a score"
    head = page_of(client, f"/clusters/{measured.rostering.slug}/")
    assert head.health.passport.shown == "55"
    assert head.value.passport.shown == "Not enough data"


def test_the_policy_weighs_by_users(measured, signed_in):
    PolicyVersion.objects.update(thresholds=BY_USERS)
    page = page_of(
        signed_in(measured.employee), f"/clusters/{measured.rostering.slug}/scores/health/"
    )
    assert page.passport.formula == "(0.600 × 300 + 0.500 × 100) ÷ 400 × 100 = 57.5"
    assert page.change.startswith("−22.5 since")


@pytest.mark.parametrize("thresholds", [{}, BY_USERS])
def test_the_newest_point_of_the_trend_is_the_score(measured, thresholds):
    PolicyVersion.objects.update(thresholds=thresholds)
    moment = moment_for(None, today())
    figures = quarter_figures(moment, thresholds, [measured.rostering.pk])
    now = facts_of_cluster(measured.rostering.pk, ScoreKind.HEALTH, moment)
    then = facts_of_cluster(measured.rostering.pk, ScoreKind.HEALTH, moment.quarter_before())
    assert [one.mean_health for one in figures.values()][-2:] == [then.score.value, now.score.value]
    assert now.change.whole == now.score.value - then.score.value
    assert sum(part.points for part in now.change.parts) == now.change.whole


def test_too_little_coverage_is_not_a_number(measured, signed_in):
    for _ in range(3):
        make_product("", measured.rostering)
    page = page_of(
        signed_in(measured.employee), f"/clusters/{measured.rostering.slug}/scores/health/"
    )
    assert page.passport.shown == "Not enough data"
    assert page.passport.coverage == "40 %, 2 of 5 products with a score"
    assert page.change == ""


def test_the_portfolio_is_told_by_products_in_sight(measured, signed_in):
    page = page_of(signed_in(measured.owner), "/portfolio/scores/health/")
    assert page.passport.shown == "55"
    assert [row.name for row in page.rows] == ["Shift swaps", "Crew planner"]
    assert [(row.name, row.points) for row in page.moved] == [("Crew planner", "−15.0")]
    whole = page_of(signed_in(measured.leader), "/portfolio/scores/health/")
    assert "Payslips" in [row.name for row in whole.rows]
    assert whole.passport.coverage == "67 %, 2 of 3 products with a score"


def test_beside_a_figure_the_passport_comes_alone_and_the_past_stays_past(measured, signed_in):
    client = signed_in(measured.employee)
    url = "/products/crew-planner/scores/health/"
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("\n<p>Health: the weighted mean") or "<html" not in part
    assert "What moved it" not in part
    before = moment_for(None, today()).quarter.previous()
    assert page_of(client, url, at=before.slug).passport.shown == "90"


def test_nonsense_is_not_found(measured, signed_in):
    client = signed_in(measured.leader)
    for path in ("/products/crew-planner/scores/luck/", "/products/none/scores/health/",
                 "/clusters/none/scores/value/", "/portfolio/scores/luck/"):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_statements_do_not_grow_with_products(measured, signed_in):
    client = signed_in(measured.leader)
    urls = (f"/clusters/{measured.rostering.slug}/scores/health/", "/portfolio/scores/health/")
    counts = []
    for _ in range(2):
        make_metric(make_product("", measured.rostering), "Availability")
        for url in urls:
            client.get(url)
        with CaptureQueriesContext(connection) as queries:
            for url in urls:
                client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
