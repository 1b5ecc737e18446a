"""A signal is seen, followed to a split, and the split is taken back: by keyboard, then by mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from products.models import Product
from reviews.models import SplitAct
from tests.harness.people import Cast, make_cast
from tests.reviews.test_split_signals import crowd

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/clusters/rostering/"


def with_keys(place: Locator) -> None:
    place.focus()
    place.press("Enter")


def with_mouse(place: Locator) -> None:
    place.click()


def there_and_back(page: Page, cast: Cast, use: Callable[[Locator], None]) -> None:
    page.goto(HOME)
    section = page.get_by_role("region", name="Should a product split out?")
    expect(section).to_contain_text("Crew planner may need a cluster of its own")
    use(section.get_by_role("link", name="Split", exact=True))
    why = page.get_by_label("Why", exact=True)
    why.focus()
    page.keyboard.type("It crowds out the rest.")
    use(page.get_by_role("button", name="Split", exact=True))
    page.wait_for_url("**/splits/*/")
    assert Product.objects.get(pk=cast.planner.pk).cluster != cast.rostering
    use(page.get_by_role("button", name="Take it back"))
    page.wait_for_url(f"**{HOME}")
    assert Product.objects.get(pk=cast.planner.pk).cluster == cast.rostering


def test_from_the_signal_to_a_split_and_back(
    browser_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    cast = make_cast()
    crowd(cast)
    page = browser_page(cast.leader, width=390, color_scheme="dark")
    there_and_back(page, cast, with_keys)
    axe(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    there_and_back(page, cast, with_mouse)
    assert SplitAct.objects.exclude(undone_at=None).count() == 2
    page.goto(f"{HOME}split/?products={cast.planner.slug}")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
