"""The pages of metrics in the real browser: accessible, by keyboard, without scripts."""

from datetime import timedelta
from decimal import Decimal

import pytest

from metrics.models import Measurement
from people.queries import today
from tests.builders import make_metric, measure
from tests.harness.people import Cast, make_cast
from tests.looking import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/products/crew-planner/metrics/"


@pytest.fixture
def world() -> Cast:
    cast = make_cast()
    metric = make_metric(cast.planner, "Availability", (99, 97, 90), is_north_star=True)
    tickets = make_metric(
        cast.planner, "Tickets", (30, 40, 60), direction="lower", unit="tickets", summary="sum"
    )
    make_metric(cast.planner, "Adoption", summary="ratio", target=None)
    for back in range(40, 700, 30):
        measure(metric, today() - timedelta(days=back), Decimal("98.5") + back % 3)
        measure(tickets, today() - timedelta(days=back), 10 + back % 7)
    measure(metric, today() - timedelta(days=40), 97, reason="Typed wrongly.")
    return cast


def test_the_pages_are_accessible(world: Cast, browser_page, axe) -> None:  # type: ignore[no-untyped-def]
    owner = browser_page(world.owner)
    look_at(owner, f"{BASE}availability/", axe)
    for url in (
        "/metrics/",
        f"{BASE}tickets/?at=2026-q2",
        f"{BASE}new/",
        f"{BASE}new/?definition=adoption",
        f"{BASE}availability/target/",
        f"{BASE}availability/definition/",
        f"{BASE}adoption/measurements/new/",
        "/products/crew-planner/measurements/new/",
    ):
        look_at(owner, url, axe)


def test_an_odd_number_by_keyboard(world: Cast, browser_page, axe) -> None:  # type: ignore[no-untyped-def]
    """The field has the focus; Enter records; the question is answered with Tab and Enter."""
    page = browser_page(world.member)
    page.goto(f"{BASE}availability/measurements/new/")
    page.keyboard.type("994")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[name=meant]")
    assert "Did you mean 99.4" in page.inner_text("[role=alert]")
    axe(page)
    page.focus("button[name=meant]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{BASE}availability/")
    assert "is recorded" in page.inner_text(".notices")
    newest = Measurement.objects.current().order_by("-measured_on").first()
    assert newest is not None
    assert newest.value == Decimal("99.4")


def test_recording_without_scripts(world: Cast, browser_page) -> None:  # type: ignore[no-untyped-def]
    page = browser_page(world.member, java_script_enabled=False)
    page.goto("/metrics/")
    page.click("a[aria-label='Record Availability, Crew planner']")
    page.fill("[name=value]", "98")
    page.click("text=Record >> nth=-1")
    page.wait_for_url("**/metrics/")
    assert Measurement.objects.current().filter(measured_on=today()).count() == 1
