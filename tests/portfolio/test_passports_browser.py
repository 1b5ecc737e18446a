"""Every figure's passport opens by keyboard, and without scripts leads to the page that says it."""

import pytest
from playwright.sync_api import expect

from backlogs.actions.items import add_item
from metrics.actions.scores import refresh_scores_since
from people.queries import today
from portfolio.kernel.quarters import Quarter
from reviews.actions.packets import build_packet
from tests.builders import BEGAN, make_metric, measure
from tests.harness.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def told(transactional_db):
    """The cast with two measured products in one cluster, and its packet."""
    cast, last = make_cast(), Quarter.of(today()).previous()
    for product in (cast.planner, cast.swaps):
        for level in ("operational", "business"):
            metric = make_metric(product, f"Figure of {level}", level=level)
            measure(metric, last.last_day, 97)
            measure(metric, today(), 93)
        add_item(cast.owner, product, title=f"Better {product.name}", effort=3)
    refresh_scores_since([cast.planner.pk, cast.swaps.pk], BEGAN)
    build_packet(cast.rostering.pk, last)
    return cast, last


def test_the_passport_opens_on_every_figure(told, browser_page, axe):
    cast, last = told
    page = browser_page(cast.leader)
    for path in (
        "/portfolio/?as=table",
        f"/products/{cast.planner.slug}/",
        f"/clusters/{cast.rostering.slug}/",
        f"/owners/{cast.owner.slug}/",
        f"/reviews/{last.slug}/{cast.rostering.slug}/",
    ):
        page.goto(path)
        figures = page.locator("details.passport")
        assert figures.count() >= 3, path
        for place in range(figures.count()):
            one = figures.nth(place)
            one.locator("summary").press("Enter")
            expect(one.locator(".pop-body dl").first).to_be_visible()
            assert one.locator(".pop-body").bounding_box()["x"] >= 0, path
            if place == 0 and "products" in path:
                axe(page)
            one.locator("summary").press("Escape")
            expect(one.locator(".pop-body")).to_be_hidden()


def test_without_scripts_the_figure_leads_to_its_page(told, browser_page):
    cast, _ = told
    page = browser_page(cast.leader, java_script_enabled=False)
    page.goto(f"/clusters/{cast.rostering.slug}/")
    figure = page.locator("dl.facts details.passport").first
    figure.locator("summary").click()
    figure.get_by_role("link", name="Where it comes from").click()
    assert page.locator("h1").inner_text() == "Health of Rostering"
