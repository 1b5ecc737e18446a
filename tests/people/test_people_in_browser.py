"""Signing in and keeping people, in the real browser."""

import pytest

from tests.builders import PASSWORD
from tests.harness.people import make_cast
from tests.looking import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_pages_are_accessible(browser_page, axe) -> None:  # type: ignore[no-untyped-def]
    cast = make_cast()
    look_at(browser_page(None), "/sign-in/", axe)
    admin = browser_page(cast.admin)
    for url in ("/people/", "/people/new/", "/people/olga-owner/", "/password/"):
        look_at(admin, url, axe)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_signing_in_and_out(browser_page, axe, scripts: bool) -> None:  # type: ignore[no-untyped-def]
    make_cast()
    page = browser_page(None, java_script_enabled=scripts)
    page.goto("/password/")
    page.fill("[name=email]", "Eva.Employee@example.org")
    page.fill("[name=password]", "wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errsum")
    assert page.input_value("[name=email]") == "Eva.Employee@example.org"
    if scripts:
        axe(page)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/password/")
    assert page.inner_text("h1") == "Your account"
    page.click("button[aria-label='Sign out']")
    page.wait_for_url("**/sign-in/")
