"""What `requests.js` does when an answer is not the expected one: words in a bar, nothing lost."""

from typing import Any

import pytest
from django.conf import settings

from tests.harness.people import Cast

pytestmark = pytest.mark.browser
BARS = "#bars"


def search(page: Any, words: str) -> None:
    page.locator("#q").fill(words)


def test_a_session_that_ended_is_a_line_under_the_header(browser_page: Any, cast: Cast) -> None:
    page = browser_page(cast.employee)
    page.goto("/products/")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    search(page, "Crew")

    page.locator(BARS).get_by_text("Your session has ended.").wait_for()
    assert page.locator(BARS).get_by_role("link", name="Sign in again").count() == 1
    assert page.locator("#q").input_value() == "Crew"
    assert page.get_by_role("link", name="Shift swaps").count() == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (500, "Something went wrong here, not with you. Reference ref-7."),
        (503, "The server is busy; try again in a moment. Reference ref-7."),
    ],
)
def test_a_failure_never_lands_in_the_page(
    browser_page: Any, cast: Cast, status: int, words: str
) -> None:
    page = browser_page(cast.employee)
    page.goto("/products/")
    page.route(
        "**/products/?*",
        lambda route: route.fulfill(
            status=status, body="<h1>Broken</h1>", headers={"X-Request-Id": "ref-7"}
        ),
    )

    search(page, "Crew")

    page.locator(BARS).get_by_text(words).wait_for()
    assert page.get_by_text("Broken").count() == 0
    assert page.get_by_role("link", name="Shift swaps").count() == 1

    page.unroute("**/products/?*")
    search(page, "Crew planner")
    page.get_by_role("link", name="Shift swaps").wait_for(state="detached")
    assert page.locator("#netbar").count() == 0


def test_a_lost_network_is_said_and_what_was_typed_stays(browser_page: Any, cast: Cast) -> None:
    page = browser_page(cast.employee)
    page.goto("/products/")
    page.context.set_offline(True)

    search(page, "Crew")

    page.locator("#netbar").get_by_text("The server did not answer").wait_for()
    assert page.locator("#q").input_value() == "Crew"

    page.context.set_offline(False)
    page.locator("#netbar").wait_for(state="detached")


def test_keys_lead_to_pages_and_fields_but_never_while_typing(
    browser_page: Any, cast: Cast
) -> None:
    page = browser_page(cast.employee)
    page.goto("/style-guide/")

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "jump-q"
    page.keyboard.type("gs/")
    assert page.locator("#jump-q").input_value() == "gs/"

    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/products/")


def test_single_keys_can_be_switched_off(browser_page: Any, cast: Cast) -> None:
    page = browser_page(cast.employee)
    page.goto("/style-guide/")
    page.locator("details.display > summary").click()
    with page.expect_response("**/theme/"):
        page.get_by_role("radio", name="Off").check()

    page.locator("h1").click()
    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.id") != "jump-q"
