"""The dashboard: every number opens exactly the list it counts, for whoever looks and whenever."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from metrics.models import ProductScore
from people.queries import today
from portfolio.kernel.moments import moment_for
from portfolio.kernel.quarters import Quarter
from portfolio.queries.trends import quarter_figures
from products.queries import policy_on
from reviews.actions.activity import refresh
from reviews.actions.warnings import evaluate_and_store
from reviews.models import Packet
from tests.builders import join, make_cluster, make_person, make_product, own, set_stage

URL = "/portfolio/"


def score(product, health, value=None, on=None, stale=0):
    quarter = Quarter.of(on or today())
    return ProductScore.objects.create(
        product=product,
        quarter_start=quarter.start,
        as_of=min(quarter.last_day, on or today()),
        health=None if health is None else Decimal(health),
        value=None if value is None else Decimal(value),
        stale=stale,
    )


def packet(cluster, quarter):
    return Packet.objects.create(
        cluster=cluster,
        quarter_start=quarter.start,
        revision=1,
        body=b"{}",
        sha256="0" * 64,
        policy=policy_on(quarter.last_day),
        built_at=timezone.now(),
    )


@pytest.fixture
def portfolio(cast):
    """Some of everything: scores in each band, an orphan, a retired product, stale metrics, packets."""
    last = Quarter.of(today()).previous()
    for product, health, value in (
        (cast.planner, "65", "80"),
        (cast.swaps, "64.9", "50"),
        (cast.payslips, "30", None),
    ):
        score(product, health, value, stale=1 if product == cast.swaps else 0)
        score(product, "70", "60", last.last_day)
    lost = make_product("Lost", introduced_on=datetime.date(2025, 1, 1))
    set_stage(lost, "maturity", datetime.date(2025, 6, 1))
    old = make_product("Old", cast.rostering)
    set_stage(old, "retired", datetime.date(2025, 6, 1))
    score(old, "99", "99", stale=3)
    packet(cast.rostering, last)
    for _ in range(3):
        own(cast.stranger_owner, make_product())
    evaluate_and_store(today())
    return cast


def rows_behind(client, figure):
    """How many rows the list behind a figure has, all its pages together."""
    answer = client.get(figure.url)
    assert answer.status_code == 200, figure.url
    page = answer.context["page"]
    return page.total


def countable(page):
    return [f for f in page.figures if f.url.startswith(("/products/", "/clusters/"))]


@pytest.mark.parametrize(
    "role", ["leader", "facilitator", "admin", "owner", "member", "stranger_owner"]
)
@pytest.mark.parametrize("at", ["", "past"])
def test_every_number_opens_the_list_it_counts(portfolio, signed_in, role, at):
    client = signed_in(getattr(portfolio, role))
    query = {"at": Quarter.of(today()).previous().slug} if at else {}
    page = client.get(URL, query).context["page"]
    seen = set()
    for figure in countable(page):
        expected = page.counts.scored if figure.label == "Mean health" else int(figure.value)
        assert rows_behind(client, figure) == expected, figure
        seen.add(figure.label)
    assert len(seen) == 5
    over = next(figure for figure in page.figures if figure.label.startswith("Owners over"))
    assert len(client.get(over.url).context["page"].rows) == int(over.value)
    if page.warning_count:
        assert len(client.get(page.warnings_url).context["page"].rows) == page.warning_count
    for stage in page.mix.stages:
        assert rows_behind(client, stage) == stage.count, stage
    for row in page.mix.clusters:
        assert client.get(row.count_url).context["page"].total == row.count
    assert client.get(page.map.listed_url).context["page"].total == page.map.count
    assert client.get(page.products_url).context["page"].total == page.counts.products
    assert client.get(page.clusters_url).context["page"].total == page.counts.clusters


def test_the_figures_are_these(portfolio, signed_in):
    page = signed_in(portfolio.leader).get(URL).context["page"]
    assert {figure.label: (figure.value, figure.of) for figure in page.figures} == {
        "Products on target": ("1", "of 7"),
        "Mean health": ("–", ""),
        "Owners over the load rule": ("2", "of 2"),
        "No accountable owner": ("1", "of 6 clusters"),
        "With stale metrics": ("1", "of 7"),
        f"Packets of {Quarter.of(today()).previous().label}": ("1", "of 6"),
    }
    assert page.figures[0].note.startswith("2 fewer than")
    assert (page.mix.clusters[0].name, page.mix.clusters[0].count) == ("Rostering", 2)


def test_the_last_point_of_each_trend_is_the_number_of_the_strip(portfolio, signed_in):
    moment = moment_for(None, today())
    page = signed_in(portfolio.leader).get(URL).context["page"]
    newest = list(quarter_figures(moment, {}, None).values())[-1]
    counts = page.counts
    assert (newest.products, newest.on_target, newest.scored, newest.with_stale) == (
        counts.products, counts.on_target, counts.scored, counts.with_stale,
    )  # fmt: skip
    assert (newest.clusters, newest.orphans, newest.stale_metrics) == (
        counts.clusters, counts.orphans, counts.stale_metrics,
    )  # fmt: skip
    shown = next(figure.value for figure in page.figures if figure.label == "Mean health")
    assert (newest.mean_health, shown) == (None, "–")  # 3 of 7 have a score


def test_owners_and_members_see_their_own_clusters_only(portfolio, signed_in):
    for person in (portfolio.owner, portfolio.member):
        text = signed_in(person).get(URL).content.decode()
        assert "Crew planner" in text
        assert "Payslips" not in text
        assert "Otto Other" not in text


def test_employees_and_strangers_are_refused(portfolio, signed_in, client):
    assert signed_in(portfolio.employee).get(URL).status_code == 403
    assert client.get(URL).status_code == 302


def test_the_table_has_the_numbers_of_the_map(portfolio, signed_in):
    client = signed_in(portfolio.leader)
    page = client.get(URL, {"as": "table"}).context["page"]
    assert [(row.name, row.value.mark) for row in page.map.rows] == [
        ("Crew planner", "80"),
        ("Shift swaps", "50"),
    ]
    drawn = client.get(URL).content.decode()
    assert drawn.count('class="hv-p"') == len(page.map.rows) == page.map.count
    fragment = client.get(URL, {"as": "table"}, HTTP_HX_REQUEST="true").content.decode()
    assert fragment.lstrip().startswith('<section class="sec c8" id="map"')


def test_a_large_portfolio_is_counted_in_fields_that_open_their_products(
    cast, signed_in, monkeypatch
):
    monkeypatch.setattr("portfolio.queries.dashboard_map.MOST", 2)
    cluster = make_cluster("Crowd")
    for health, value in ((100, 100), (90, 95), (89, 95), (5, 0)):
        score(make_product("", cluster), health, value)
    client = signed_in(cast.leader)
    text = client.get(URL).content.decode()
    for field, count in (("9-9", 2), ("9-8", 1), ("0-0", 1)):
        assert f"field={field}" in text
        assert client.get("/products/", {"field": field}).context["page"].total == count


def test_an_empty_portfolio_says_so(db, signed_in):
    page = signed_in(make_person(is_leadership=True)).get(URL)
    assert page.status_code == 200
    assert "Nothing needs a decision" in page.content.decode()


def test_a_past_quarter_is_frozen_and_shows_what_was(portfolio, signed_in):
    quarter = Quarter(2024, 4)
    answer = signed_in(portfolio.leader).get(URL, {"at": quarter.slug})
    text = answer.content.decode()
    assert "Nothing here can be edited" in text
    assert answer.context["page"].counts.products == 7
    assert answer.context["page"].counts.scored == 0


def test_nonsense_is_not_found(portfolio, signed_in):
    client = signed_in(portfolio.leader)
    assert client.get(URL, {"as": "pie"}).status_code == 404
    assert client.get(URL, {"at": "never"}).status_code == 422
    assert client.post(URL).status_code == 405


def test_statements_do_not_grow_with_the_portfolio(cast, signed_in):
    client = signed_in(cast.leader)
    counts = []
    for _ in range(2):
        cluster = make_cluster()
        own(make_person(), cluster)
        join(make_person(), cluster)
        for _ in range(12):
            score(make_product("", cluster), 50, 50)
        refresh(None, today())
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts == [12, 12]
