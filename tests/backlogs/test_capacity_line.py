"""The row between what fits into the next quarter and what does not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backlogs.actions import change_state
from backlogs.models import Item
from backlogs.queries.capacity import shipped_in
from backlogs.queries.clock import starts
from backlogs.queries.flow import flow_of_clusters
from people.queries import organisation, today
from portfolio.kernel.moments import moment_for
from tests.backlogs.builders import make_items

WAY = ("idea", "in_progress", "shipped")


@pytest.fixture
def moment():
    return moment_for(None, today(), organisation().first_month)


def ship(product, quarter, number, **fields):
    """`number` items of the quarter, the first of them shipped on its first day."""
    at = starts(quarter.start) + timedelta(hours=9)
    return make_items(
        product, [f"{quarter}/{n}" for n in range(number)], at=at, states=WAY, **fields
    )


def history(product, moment, effort=2):
    """Two, three, four and five items shipped in the last four quarters."""
    for number, quarter in enumerate(moment.quarter.previous().trailing(4), start=2):
        ship(product, quarter, number, effort=effort)


def lines(client, product):
    return client.get(f"/clusters/{product.cluster.slug}/backlog/")


def test_it_stands_before_the_first_item_that_does_not_fit(cast, signed_in, moment):
    history(cast.planner, moment)
    make_items(cast.planner, "abcd", effort=3)
    client = signed_in(cast.employee)
    page = lines(client, cast.planner)
    line = page.context["page"].line
    assert (line.at, line.amount, line.unit) == (2, "7", "point")  # median of 4, 6, 8, 10
    text = page.content.decode()
    assert "about 7 points" in text
    assert "median of 4, 6, 8, 10" in text
    assert text.index("data-id=CP-16>") < text.index('class="cap"') < text.index("data-id=CP-17>")
    Item.objects.filter(title="d").update(effort=None)
    line = lines(client, cast.planner).context["page"].line
    assert (line.amount, line.unit, line.all_fits) == ("3.5", "item", False)


def test_it_says_when_everything_fits_and_stays_out_of_a_filtered_list(cast, signed_in, moment):
    history(cast.planner, moment)
    make_items(cast.planner, "ab", effort=3)
    client = signed_in(cast.employee)
    assert "everything open fits" in lines(client, cast.planner).content.decode()
    home = f"/clusters/{cast.planner.cluster.slug}/backlog/"
    for url in (f"{home}?q=a", f"{home}?sort=age", f"/products/{cast.planner.slug}/backlog/"):
        assert client.get(url).context["page"].line is None  # a product is one of two here
    assert client.get(f"{home}?at={moment.quarter.previous().slug}").context["page"].line is None


def test_a_product_that_stands_alone_has_the_line_too(cast, signed_in, moment):
    history(cast.payslips, moment)
    make_items(cast.payslips, "abcde", effort=3)
    page = signed_in(cast.employee).get(f"/products/{cast.payslips.slug}/backlog/").context["page"]
    assert page.line.at == 2


def test_the_quarters_are_those_of_the_flow(cast, moment):
    history(cast.planner, moment)
    ship(cast.swaps, moment.quarter.previous(), 3, effort=None)
    again = ship(cast.planner, moment.quarter.previous(), 1, effort=5)
    (item,) = again.values()
    change_state(cast.owner, item, "in_progress", "It broke.")  # since then, so it still counts
    ship(cast.planner, moment.quarter, 1, effort=9)  # not over yet
    cluster = cast.planner.cluster_id
    for told in shipped_in(cluster, moment):
        flow = flow_of_clusters([cluster], told.quarter)[cluster]
        assert (told.items, told.points, told.unestimated) == (
            flow.shipped,
            flow.points,
            flow.unestimated,
        )
    assert [told.items for told in shipped_in(cluster, moment)] == [2, 3, 4, 9]
