"""The wizard in Chromium: by keyboard from an orphan to a scheduled review, and in two looks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from metrics.models import Metric, MetricDefinition
from products.models import Handover
from products.values import Dimension
from reviews.models import Meeting
from tests.builders import make_product
from tests.harness.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    """The cast, and a product nobody answers for."""
    make_product("Fax", daily_users=80)
    return make_cast()


def typed(page: Page, selector: str, text: str) -> None:
    page.focus(selector)
    page.keyboard.type(text)


def send(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_orphan_to_scheduled_review_by_keyboard(cast, browser_page, axe) -> None:
    page = browser_page(cast.leader, width=390, color_scheme="dark")
    page.goto("/start/")
    page.get_by_role("link", name="Bring Fax into care").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    axe(page)
    page.focus("input[name=person][value=olga-owner]")
    page.keyboard.press("Space")
    send(page, "Ask and go on")
    typed(page, "#id_persona", "Clerk")
    typed(page, "#id_use_case", "Sends contracts.")
    send(page, "Save and go on")
    typed(page, "#id_lines", "Renew the line\nfix: Lost pages")
    send(page, "Add and go on")
    for dimension in Dimension:
        row = MetricDefinition.objects.offered().filter(dimension=dimension.value)[0]
        page.focus(f"#id_pick_{row.slug}")
        page.keyboard.press("Space")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    send(page, "Track these and go on")
    send(page, "Schedule the review")
    assert "4 of 5 steps done" in page.inner_text("nav.care-steps")
    assert "waits for their answer" in page.inner_text("main")
    assert Handover.objects.get().taker == cast.owner
    assert Metric.objects.filter(product__slug="fax").count() == 3
    assert [topic.cluster.name for topic in Meeting.objects.get().topics.all()] == ["Fax"]
    page.go_back()
    assert page.locator("h1").inner_text() == "When is Fax reviewed?"


def test_each_step_is_accessible_when_wide_and_light(cast, browser_page, axe) -> None:
    page = browser_page(cast.leader, width=1440, color_scheme="light")
    for step in ("users", "backlog", "metrics", "review"):
        page.goto(f"/clusters/fax/care/?step={step}")
        axe(page)
