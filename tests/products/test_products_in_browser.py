"""The forms of products and clusters in the real browser."""

import pytest

from products.models import Product
from tests.harness.people import make_cast
from tests.looking import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_pages_are_accessible(browser_page, axe) -> None:  # type: ignore[no-untyped-def]
    cast = make_cast()
    owner = browser_page(cast.owner)
    for word in ("profile", "stage", "changes", "users", "dependencies"):
        look_at(owner, f"/products/crew-planner/{word}/", axe)
    look_at(owner, "/clusters/rostering/team/", axe)
    leader = browser_page(cast.leader)
    for url in (
        "/products/new/",
        "/clusters/new/",
        "/clusters/rostering/profile/",
        "/products/crew-planner/override/",
        "/candidates/",
        "/policy/",
    ):
        look_at(leader, url, axe)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_two_people_at_once(browser_page, axe, scripts: bool) -> None:  # type: ignore[no-untyped-def]
    """The second to save sees both versions, keeps their text, and may save again."""
    cast = make_cast()
    first = browser_page(cast.owner, java_script_enabled=scripts)
    second = browser_page(cast.owner, java_script_enabled=scripts)
    for page in (first, second):
        page.goto("/products/crew-planner/profile/")
    first.fill("[name=summary]", "Theirs")
    first.click("button:has-text('Save')")
    first.wait_for_url("**/products/crew-planner/")
    second.fill("[name=summary]", "Mine")
    second.click("button:has-text('Save')")
    second.wait_for_selector(".versions")
    assert "Theirs" in second.inner_text(".versions")
    assert second.input_value("[name=summary]") == "Mine"
    if scripts:
        axe(second)
    second.click("button:has-text('Save')")
    second.wait_for_url("**/products/crew-planner/")
    assert Product.objects.get(slug="crew-planner").summary == "Mine"
