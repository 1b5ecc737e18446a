"""The whole-portfolio pages in Chromium: accessible in both themes, wide and narrow, and quick."""

import pytest

from backlogs.actions.items import add_item
from metrics.actions.scores import refresh_scores_since
from people.queries import today
from reviews.actions.warnings import evaluate_and_store
from tests.builders import BEGAN, days_ago, make_metric, make_product, measure
from tests.harness.people import make_cast
from tests.looking import WAYS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/", "/portfolio/", "/portfolio/?as=table", "/products/", "/products/?q=zz", "/clusters/")


@pytest.fixture
def portfolio(transactional_db):
    """The cast with measured metrics, an orphan, open items and warnings."""
    cast = make_cast()
    make_product("Lost and found", key="LOST")
    for product in (cast.planner, cast.swaps, cast.payslips):
        for level, name in (("operational", "Availability"), ("business", "Adoption")):
            metric = make_metric(product, name, level=level)
            measure(metric, days_ago(100, today()), 93)
            measure(metric, days_ago(3, today()), 97)
        add_item(cast.owner, product, title=f"Better {product.name}", effort=3)
    refresh_scores_since([cast.planner.pk, cast.swaps.pk, cast.payslips.pk], BEGAN)
    evaluate_and_store(today())
    return cast


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_pages_are_accessible_and_fit(portfolio, browser_page, axe, width, scheme):
    page = browser_page(portfolio.leader, width=width, color_scheme=scheme)
    product, cluster = portfolio.planner.slug, portfolio.rostering.slug
    own = (f"/products/{product}/", f"/products/{product}/?tab=activity", f"/clusters/{cluster}/")
    for path in (*PAGES, *own, "/portfolio/?at=2025-q2"):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_filtering_keeps_the_page_and_goes_into_the_address(portfolio, browser_page):
    page = browser_page(portfolio.leader)
    page.goto("/products/?sort=-name")
    page.evaluate("window.kept = true")
    page.fill("#q", "s")
    page.wait_for_url("**/products/?*q=s*")
    page.wait_for_selector("text=“s”")
    assert page.evaluate("window.kept") is True
    assert "sort=-name" in page.url
    page.select_option("#f-health", "not_enough_data")
    page.wait_for_url("**health=not_enough_data*")
    assert page.locator("tbody tr th a").all_inner_texts() == ["Lost and found"]
    page.reload()
    assert page.locator("tbody tr th a").all_inner_texts() == ["Lost and found"]
    page.go_back()
    page.wait_for_selector("text=Shift swaps")
    page.click("a.chip.on")
    page.wait_for_url(lambda url: "q=" not in url)


def test_everything_works_without_javascript(portfolio, browser_page):
    page = browser_page(portfolio.leader, java_script_enabled=False)
    page.goto("/products/")
    page.fill("#q", "roster plan")
    page.fill("#q", "planner")
    page.click("text=Filter")
    assert page.locator("tbody tr th a").all_inner_texts() == ["Crew planner"]
    page.click("tbody tr th a")
    assert page.locator("h1").inner_text().startswith("Crew planner")
    page.goto("/portfolio/")
    page.click("text=Show as table")
    assert page.locator("#map tbody tr").count() == 3
    page.click("text=Show as map")
    assert page.locator("#map a.hv-p").count() == 3
    page.click(".figures a:first-child")
    assert page.url.endswith("/products/?health=on_target")
