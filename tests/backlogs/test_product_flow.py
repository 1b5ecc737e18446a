"""The flow page of a product: its own items, and in a browser in every look."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backlogs.actions import move_product
from people.queries import today
from tests.backlogs.test_cluster_flow import TALES, doors, history, page_of
from tests.builders import make_cluster
from tests.harness.people import make_cast
from tests.looking import look_at

URL = "/products/crew-planner/flow/"


def test_only_its_own_items_count(cast, signed_in):
    history(cast.planner, *TALES)
    history(cast.swaps, *TALES)
    client = signed_in(cast.employee)
    page = page_of(client)
    own = page_of(client, URL)
    assert own.ageing.every.number == 3
    assert page.ageing.every.number == 6
    for count in doors(own):
        assert count.url.startswith("/products/crew-planner/backlog/")
        assert client.get(count.url).context["page"].shown == count.number, count.url


def test_it_keeps_its_past_when_it_moves(cast, signed_in):
    history(cast.planner, *TALES)
    client = signed_in(cast.employee)
    before = page_of(client, URL)
    move_product(None, cast.planner, make_cluster("New home"), today() - timedelta(days=30))
    after = page_of(client, URL)
    assert after.cluster_flow == "/clusters/new-home/flow/"
    assert after.quarters == before.quarters
    for count in doors(after):
        assert client.get(count.url).context["page"].shown == count.number, count.url


def test_no_such_product(cast, signed_in):
    client = signed_in(cast.employee)
    assert client.get("/products/nothing/flow/").status_code == 404
    assert client.get(f"{URL}?at=2023-q1").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser(browser_page, axe):
    cast = make_cast()
    history(cast.planner, *TALES)
    page = browser_page(cast.employee)
    for url in (URL, "/clusters/rostering/flow/", "/products/shift-swaps/flow/"):
        look_at(page, url, axe)
    page.goto(URL)
    page.get_by_text("The same as a table").click()
    page.locator(".passport summary").first.click()
    axe(page)
    page.get_by_role("link", name="Over 90 days").or_(page.locator(".flow-bands a").last).click()
    page.locator("#backlog li").first.wait_for()
    assert page.locator("#backlog li").count() == 1
    assert page.url.endswith("age=older")
