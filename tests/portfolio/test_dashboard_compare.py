"""Two quarters beside each other: past truth from dated data, each figure with its rows."""

import datetime
from decimal import Decimal

import pytest

from metrics.models import ProductScore
from people.queries import today
from portfolio.kernel.quarters import Quarter
from portfolio.queries.dashboard_movers import moved_words
from products.models import Placement
from tests.builders import make_cluster, make_product, set_stage

URL = "/portfolio/"


def score(product, quarter, health, value=None, stale=0):
    ProductScore.objects.create(
        product=product,
        quarter_start=quarter.start,
        as_of=min(quarter.last_day, today()),
        health=Decimal(health),
        value=None if value is None else Decimal(value),
        stale=stale,
    )


@pytest.fixture
def quarters():
    now = Quarter.of(today())
    return now.shift(-2), now


@pytest.fixture
def portfolio(cast, quarters):
    """Two products that moved, one that stayed, one that moved house, one that is new."""
    then, now = quarters
    for product, before, after in (
        (cast.planner, "40", "80"),
        (cast.swaps, "70", "60"),
        (cast.payslips, "55", "55"),
    ):
        score(product, then, before, "50")
        score(product, now, after, "50", stale=1 if product == cast.swaps else 0)
    set_stage(cast.swaps, "retirement", then.end + datetime.timedelta(days=3))
    make_product("Newcomer", make_cluster("Fresh"), introduced_on=now.start)
    return cast


def rows(page):
    return {row.label: (row.before.words, row.now.words) for row in page.comparison.rows}


def test_each_figure_stands_beside_the_other_quarter(portfolio, signed_in, quarters):
    then, now = quarters
    page = signed_in(portfolio.leader).get(URL, {"with": then.slug}).context["page"]
    found = rows(page)
    assert (page.comparison.before, page.comparison.now) == (then.label, now.label)
    assert found["Products on target"] == ("1", "1")
    assert found["With a health score"] == ("3", "3")
    assert found["With stale metrics"] == ("0", "1")
    assert found["Products"] == ("3", "4")
    assert found["In retirement"] == ("0", "1")
    assert found["Mean health"][0] == "55.0"


def test_looked_at_from_the_other_side_it_is_the_same(portfolio, signed_in, quarters):
    then, now = quarters
    client = signed_in(portfolio.leader)
    one = client.get(URL, {"with": then.slug}).context["page"].comparison
    other = client.get(URL, {"at": then.slug, "with": now.slug}).context["page"].comparison
    assert one == other


@pytest.mark.parametrize("role", ["leader", "owner", "member"])
def test_every_figure_of_both_quarters_opens_its_rows(portfolio, signed_in, quarters, role):
    client = signed_in(getattr(portfolio, role))
    page = client.get(URL, {"with": quarters[0].slug}).context["page"]
    cells = [
        (row.label, cell)
        for row in page.comparison.rows
        for cell in (row.before, row.now)
        if not row.label.startswith("Mean")
    ]
    for label, cell in cells:
        shown = client.get(cell.url).context["page"]
        total = len(shown.rows) if "/owners/" in cell.url else shown.total
        assert total == cell.amount, (label, cell.url)


def test_the_farthest_movers_come_first(portfolio, signed_in, quarters):
    page = signed_in(portfolio.leader).get(URL, {"with": quarters[0].slug}).context["page"]
    movers = page.comparison.movers
    assert [row.name for row in movers.rows] == ["Crew planner", "Shift swaps", "Newcomer"]
    assert movers.rows[1].words.endswith("→ Retirement")
    assert movers.rows[2].words == "New"
    assert movers.are_all


def test_owners_see_what_moved_in_their_own_clusters(portfolio, signed_in, quarters):
    page = signed_in(portfolio.owner).get(URL, {"with": quarters[0].slug}).context["page"]
    assert {row.name for row in page.comparison.movers.rows} == {"Crew planner", "Shift swaps"}


def test_a_product_that_changed_its_cluster_says_so(portfolio, signed_in, quarters):
    placed = Placement.objects.get(product=portfolio.payslips)
    old = placed.cluster.name
    home = make_cluster("New home")
    cut = quarters[1].start
    period = placed.period
    Placement.objects.filter(pk=placed.pk).update(period=type(period)(period.lower, cut))
    Placement.objects.create(
        product=portfolio.payslips, cluster=home, period=type(period)(cut, None)
    )
    page = signed_in(portfolio.leader).get(URL, {"with": quarters[0].slug}).context["page"]
    words = {row.name: row.words for row in page.comparison.movers.rows}
    assert words["Payslips"] == f"{old} → New home"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("growth", "growth", "A", "A"), ""),
        (("growth", "maturity", "A", "A"), "Growth → Maturity"),
        ((None, "growth", None, "A"), "New"),
        (("growth", "retired", "A", "B"), "Growth → Retired; A → B"),
        (("growth", None, "A", "A"), "Growth → No stage"),
    ],
)
def test_what_else_changed_is_said_in_words(row, words):
    names = ("stage_then", "stage", "cluster_then", "cluster__name")
    assert moved_words(dict(zip(names, row, strict=True))) == words


def test_without_another_quarter_there_is_no_comparison(portfolio, signed_in):
    client = signed_in(portfolio.leader)
    for query in ({}, {"with": ""}, {"with": Quarter.of(today()).slug}):
        assert client.get(URL, query).context["page"].comparison is None
    assert client.get(URL, {"with": "soon"}).status_code == 422
    assert client.get(URL, {"with": Quarter.of(today()).next().slug}).status_code == 422
