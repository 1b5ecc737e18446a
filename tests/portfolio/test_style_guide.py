"""The style guide: whole without a row in the database, in both themes, wide and narrow."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.harness.people import Cast

SignIn = Callable[[Any], Client]


def test_it_needs_nothing_but_the_session_and_the_person(
    cast: Cast, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.employee)
    client.get("/style-guide/")

    with django_assert_max_num_queries(8):
        response = client.get("/style-guide/")

    assert response.status_code == 200
    text = response.content.decode()
    assert "<h1>Style guide</h1>" in text
    assert 'aria-current="page"' in text
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)


def test_strangers_are_asked_to_sign_in(db: None) -> None:
    response = Client().get("/style-guide/")

    assert response.status_code == 302
    assert response.headers["Location"].endswith("?next=/style-guide/")


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_never_scrolls_sideways(
    browser_page: Any, axe: Any, cast: Cast, width: int, theme: str
) -> None:
    page = browser_page(cast.leader, width=width, color_scheme=theme)
    page.goto("/style-guide/")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_the_order_moves_by_keyboard_and_comes_back(browser_page: Any, cast: Cast) -> None:
    page = browser_page(cast.leader)
    page.goto("/style-guide/")
    names = "() => [...document.querySelectorAll('[data-reorder] > li')].map(li => li.dataset.name)"
    before = page.evaluate(names)
    grip = page.locator("[data-grip]").first

    grip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(names) == [before[1], before[0], before[2]]
    assert page.locator("#say").inner_text() == "Position 2 of 3."
    page.keyboard.press("Escape")
    assert page.evaluate(names) == before

    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.evaluate(names) == [before[1], before[2], before[0]]
    toast = page.locator("#toasts .toast")
    assert toast.inner_text().startswith(f"Moved {before[0]} to position 3.")
    toast.get_by_role("button", name="Undo").click()
    assert page.evaluate(names) == before


@pytest.mark.browser
def test_the_order_moves_by_drag(browser_page: Any, cast: Cast) -> None:
    page = browser_page(cast.leader)
    page.goto("/style-guide/")
    rows = page.locator("[data-reorder] > li")
    first = rows.nth(0).get_attribute("data-name")

    rows.nth(0).locator("[data-grip]").drag_to(rows.nth(2))

    page.wait_for_function(
        "name => [...document.querySelectorAll('[data-reorder] > li')].at(-1).dataset.name == name",
        arg=first,
    )
    assert page.locator("#toasts").inner_text().startswith(f"Moved {first} to position 3.")


@pytest.mark.browser
def test_the_theme_changes_at_once_and_stays(browser_page: Any, cast: Cast) -> None:
    page = browser_page(cast.leader)
    page.goto("/style-guide/")

    page.locator("details.display > summary").click()
    with page.expect_response("**/theme/"):
        page.get_by_role("radio", name="Dark").check()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"

    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.browser
def test_without_scripts_the_page_is_whole(browser_page: Any, cast: Cast) -> None:
    page = browser_page(cast.leader, width=390, java_script_enabled=False)
    page.goto("/style-guide/")

    page.get_by_role("link", name="Menu").click()
    page.locator(".rail .navbody").get_by_role("link", name="Style guide").click()
    page.locator("details.display > summary").click()
    page.get_by_role("radio", name="Light").check()
    page.get_by_role("button", name="Use these").click()

    assert page.url.endswith("/style-guide/")
    assert page.locator("html").get_attribute("data-theme") == "light"
