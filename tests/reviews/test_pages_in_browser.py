"""The pages of this room in Chromium: accessible, nothing sideways, a run followed live."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from people.models import Person
from people.queries import today
from portfolio.kernel.quarters import Quarter
from reviews.actions.warnings import evaluate_and_store
from reviews.models import PortfolioWarning
from tests.builders import make_person, make_product, own
from tests.harness.jobs import Worker
from tests.looking import WAYS
from tests.reviews.pages import built, roster

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LAST = Quarter.of(today()).previous()


def troubled() -> Person:
    """A leader; an owner over the rule, an orphan, and packets of the last quarter."""
    roster()
    marit = Person.objects.get(slug="marit-halden")
    own(marit, make_product("Voyage Planner"))
    make_product("Gatehouse")
    built(LAST)
    evaluate_and_store(today())
    return make_person("Ines Okafor", is_leadership=True)


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_every_page_is_accessible_and_fits(
    browser_page: Callable[..., Page], axe: Callable[[Page], None], width: int, scheme: str
) -> None:
    page = browser_page(troubled(), width=width, color_scheme=scheme)
    for path in (
        "/owners/",
        "/owners/marit-halden/",
        "/warnings/",
        f"/warnings/{PortfolioWarning.objects.get(rule='ownership_load').pk}/",
        "/reviews/",
        f"/reviews/{LAST.slug}/",
        f"/reviews/{LAST.slug}/crew-roster/",
        "/clusters/gatehouse/ownership/?person=marit-halden",
        f"/owners/marit-halden/?at={LAST.slug}",
        "/ownership/orphans/",
    ):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_run_is_followed_live(
    celery_worker: Worker, browser_page: Callable[..., Page], live_server: Any
) -> None:
    for _ in range(3):
        own(make_person(), make_product())
    page = browser_page(make_person("Ines Okafor", is_leadership=True))
    page.goto("/reviews/")
    page.get_by_role("button", name=f"Build packets of {LAST.label}").click()
    expect(page.get_by_text("3 of 3 packets built", exact=True)).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Packets of this quarter").click()
    expect(page.locator("main tbody tr")).to_have_count(3)


def test_an_owner_is_asked_and_accepts_by_keyboard_alone(
    browser_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    """Without scripts too: leadership asks, both loads in view, and the other accepts."""
    page = browser_page(troubled(), java_script_enabled=False)
    page.goto("/warnings/?rule=orphan")
    page.get_by_role("link", name="Name an owner: Gatehouse").click()
    page.locator("#q").fill("Tom")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Tom Berg").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="See both loads").press("Enter")
    expect(page.get_by_role("heading", name="What it does to both loads")).to_be_visible()
    page.get_by_role("button", name="Ask", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Hand-over of Gatehouse")).to_be_visible()
    other = browser_page(Person.objects.get(slug="tom-berg"))
    other.goto("/")
    other.get_by_role("link", name="Answer: Gatehouse").press("Enter")
    expect(other.get_by_role("heading", name="What it does to both loads")).to_be_visible()
    axe(other)
    other.get_by_role("button", name="Accept").press("Enter")
    expect(other.get_by_text("Gatehouse is yours as agreed.").first).to_be_visible()
    page.goto("/clusters/gatehouse/")
    expect(page.get_by_text("Tom Berg").first).to_be_visible()
