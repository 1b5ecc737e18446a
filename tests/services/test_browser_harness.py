"""The browser harness itself: a page in Chromium, signed in, and checks that can fail."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.builders import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_stranger_is_asked_to_sign_in(
    browser_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = browser_page(None)
    page.goto("/style-guide/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    axe(page)


def test_a_person_is_signed_in(browser_page: Callable[..., Page]) -> None:
    page = browser_page(make_person("Ada Lovelace"))
    page.goto("/style-guide/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "sign-in" not in page.url


def test_axe_fails_on_a_picture_without_words(
    browser_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = browser_page(None)
    page.set_content('<html lang="en"><title>x</title><main><h1>x</h1><img src="x"></main></html>')
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
