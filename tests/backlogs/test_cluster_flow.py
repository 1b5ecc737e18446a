"""The flow page of a cluster: every number is the length of the list it opens."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backlogs.actions import NewItem, NewState, add_items, move_product
from backlogs.queries.flow import flow_of_clusters
from backlogs.queries.flow_quarters import end_of, flow_of_quarters, held_by
from backlogs.queries.standing import standing_at
from people.queries import today
from portfolio.kernel.quarters import Quarter
from tests.builders import make_cluster

URL = "/clusters/rostering/flow/"


def history(product, *tales, **fields):
    """An item for each tale: states with the days ago they began."""
    now = timezone.now()
    rows = [
        NewItem(
            product.pk,
            f"{product.key} {place}",
            [NewState(state, now - timedelta(days=ago), reason="Because.") for state, ago in tale],
            **fields,
        )
        for place, tale in enumerate(tales)
    ]
    return add_items(None, rows)


SHIPPED = (
    ("idea", 700),
    ("in_progress", 410),
    ("waiting", 405),
    ("in_progress", 402),
    ("shipped", 400),
)
RECENT = (("ready", 60), ("in_progress", 3), ("shipped", 0))
AGAIN = (("in_progress", 300), ("shipped", 250), ("in_progress", 120), ("shipped", 10))
TALES = (
    SHIPPED, RECENT, RECENT, AGAIN,
    (("idea", 90),), (("ready", 500),), (("idea", 40), ("dropped", 2)),
    (("in_progress", 2),), (("in_progress", 20), ("waiting", 5)), (("in_progress", 200),),
)  # fmt: skip


@pytest.fixture
def worked(cast):
    history(cast.planner, *TALES, type="fix")
    history(cast.swaps, RECENT, AGAIN, (("in_progress", 80),), dimension="support", effort=3)
    return cast


def page_of(client, url=URL):
    response = client.get(url)
    assert response.status_code == 200
    return response.context["page"]


def doors(page):
    """Every number of the page that has an address."""
    found = [figure.items for figure in page.figures]
    found += [share.items for share in (*page.types, *page.dimensions)]
    found += [band.items for band in page.ageing.bands]
    found += [*page.weeks.last, page.ageing.every]
    counts = [(row.shipped, row.started, row.load, row.without) for row in page.quarters]
    found += [count for row in counts for count in row]
    return [count for count in found if count.number]


@pytest.mark.parametrize("moved", [False, True])
def test_every_number_opens_exactly_that_many_items(worked, signed_in, moved):
    client = signed_in(worked.employee)
    if moved:
        move_product(None, worked.swaps, make_cluster("Elsewhere"), today() - timedelta(days=150))
    for at in ("", f"?at={Quarter.of(today()).previous().slug}"):
        found = doors(page_of(client, URL + at))
        assert len(found) > 10
        for count in found:
            listed = client.get(count.url).context["page"]
            assert (listed.shown, len(listed.rows)) == (count.number, count.number), count.url


def test_numbers_worked_out_by_hand(worked, signed_in):
    page = page_of(signed_in(worked.employee))
    numbers = {figure.label: figure.passport.shown for figure in page.figures}
    quarter = Quarter.of(today())
    recent = (today() - quarter.start).days >= 10
    assert numbers["Velocity"] == ("5" if recent else "3")
    assert numbers["Load"] == "4"
    assert [band.items.number for band in page.ageing.bands] == [1, 1, 1, 1]
    assert [re.search(r"(\d+) day", row.age)[1] for row in page.ageing.rows] == [
        "200",
        "80",
        "20",
        "2",
    ]
    last = dict(zip(page.weeks.states, page.weeks.last, strict=True))
    told = {state: count.number for state, count in last.items()}
    assert told == {
        "Idea": 1, "Ready": 1, "Waiting": 1, "In progress": 3, "Shipped": 6, "Dropped": 1,
    }  # fmt: skip
    assert (len(page.weeks.rows), len(page.quarters)) == (25, 8)


def test_the_quarters_are_those_of_the_packet(worked):
    move_product(None, worked.swaps, make_cluster("Elsewhere"), today() - timedelta(days=150))
    on, cluster = today(), worked.rostering.pk
    quarters = Quarter.of(on).trailing(8)
    held = held_by(cluster, quarters, on)
    products = {pk for group in held.values() for pk in group}
    standing = standing_at(products, [end_of(quarter, on) for quarter in quarters])
    flows = flow_of_quarters(held, on, standing)
    for quarter in quarters:
        assert flows[quarter] == flow_of_clusters([cluster], quarter, on)[cluster], quarter


def test_a_past_quarter_shows_what_was_known_then(worked, signed_in):
    client = signed_in(worked.employee)
    past = Quarter.of(today()).previous()
    page = page_of(client, f"{URL}?at={past.slug}")
    assert page.quarter == page.quarters[0].label == past.label
    assert page.weeks.now == f"{past.last_day.day} {past.last_day:%b}"
    assert all("at=" in count.url for count in doors(page))
    assert "&amp;at=" in client.get(f"{URL}?at={past.slug}").content.decode()


def test_a_fragment_a_stranger_and_wrong_addresses(worked, signed_in, client):
    reader = signed_in(worked.employee)
    whole = reader.get(URL).content.decode()
    part = reader.get(URL, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert part.strip().startswith('<div id="flow"')
    assert "<html" not in part
    assert client.get(URL).status_code == 302
    assert client.get(URL, headers={"HX-Request": "true"}).status_code == 401
    assert reader.get("/clusters/nothing/flow/").status_code == 404
    assert reader.get(f"{URL}?at=nonsense").status_code == 422
    assert reader.get(f"{URL}?at=2023-q1").status_code == 404
    assert reader.post(URL).status_code == 405


def test_an_age_that_means_nothing_is_left_out(worked, signed_in):
    client = signed_in(worked.employee)
    everything = client.get("/clusters/rostering/backlog/").context["page"]
    same = client.get("/clusters/rostering/backlog/?age=nonsense").context["page"]
    assert (same.shown, same.chips) == (everything.shown, ())
    aged = client.get("/clusters/rostering/backlog/?age=older").context["page"]
    assert [chip.label for chip in aged.chips] == ["Started, over 90 days ago"]


def test_every_figure_has_a_passport(worked, signed_in):
    text = signed_in(worked.employee).get(URL).content.decode()
    assert len(re.findall('class="pop passport"', text)) == 7
    page = page_of(signed_in(worked.employee))
    for figure in page.figures:
        assert figure.passport.definition
        assert [name for name, _ in figure.passport.rows][:2] == ["Period", "Events counted"]


def test_an_empty_list_says_so(cast, signed_in):
    response = signed_in(cast.owner).get(URL)
    assert "Nothing has happened yet" in response.content.decode()


def test_many_items_cost_what_few_cost(cast, signed_in):
    client = signed_in(cast.employee)
    costs = []
    for size in (1, 9):
        history(cast.planner, *TALES * size)
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_the_lists_lead_here(worked, signed_in):
    client = signed_in(worked.employee)
    for kind, slug in (("clusters", "rostering"), ("products", "crew-planner")):
        for page in ("backlog/", "", "flow/"):
            text = client.get(f"/{kind}/{slug}/{page}").content.decode()
            assert f'href="/{kind}/{slug}/flow/"' in text, page
        assert (
            f'href="/{kind}/{slug}/backlog/"'
            in client.get(f"/{kind}/{slug}/flow/").content.decode()
        )


def test_events_at_the_very_end_of_a_day(cast, signed_in):
    late = datetime(2025, 3, 31, 23, 59, 59, 999999, tzinfo=UTC)
    states = [NewState("in_progress", late), NewState("shipped", late + timedelta(microseconds=1))]
    add_items(None, [NewItem(cast.planner.pk, "On the edge", states)])
    client = signed_in(cast.employee)
    first, second = (page_of(client, f"{URL}?at={slug}") for slug in ("2025-q1", "2025-q2"))
    assert [row.figures for row in first.quarters[:1]] == [("–",) * 4]
    assert (first.quarters[0].load.number, first.quarters[0].started.number) == (1, 1)
    assert (second.quarters[0].shipped.number, second.quarters[0].load.number) == (1, 0)
