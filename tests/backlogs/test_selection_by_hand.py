"""Several items at once in a browser: by keyboard alone, without scripts, and axe on the bar."""

from __future__ import annotations

import re

import pytest

from backlogs.models import Item, StateEvent
from tests.backlogs.builders import make_items, order_of
from tests.harness.people import make_cast
from tests.looking import WAYS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = "/clusters/rostering/backlog/"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def items(cast):
    return make_items(cast.planner, "ABC", effort=3) | make_items(cast.swaps, "DE")


def wait_for_toast(page, words):
    page.locator("#toasts", has_text=re.compile(words)).wait_for()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_by_keyboard(browser_page, cast, items):
    page = browser_page(cast.owner)
    page.goto(PATH)
    bar = page.get_by_role("group", name="Items picked")
    assert not bar.is_visible()
    page.get_by_role("checkbox", name="CP-2").focus()
    press(page, "Space", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowUp")
    assert bar.locator("[data-picked]").inner_text() == "2 picked"
    press(page, "Escape")
    assert not bar.is_visible()
    press(page, "Space", "Enter", "Shift+ArrowDown")
    press(page, "m")
    page.locator("[value=top]:focus").wait_for()
    press(page, "Enter")
    wait_for_toast(page, "Moved 2 items to the top")
    assert order_of(cast.rostering) == "CDABE"
    page.locator('[value="CP-3.1i"]:focus').wait_for()
    press(page, "Space", "ArrowDown", "ArrowDown", "Space")
    press(page, "c")
    page.locator("#bulk-why:focus").wait_for()
    press(page, "Enter")
    page.get_by_text("Dropping an item needs a reason.").wait_for()
    assert bar.locator("[data-picked]").inner_text() == "2 picked"
    page.locator("#bulk-why:focus").wait_for()
    page.keyboard.type("Nobody asked again")
    press(page, "Enter")
    wait_for_toast(page, "Changed 2 of 2 items")
    assert order_of(cast.rostering) == "DBE"
    assert set(StateEvent.objects.filter(to_state="dropped").values_list("reason", flat=True)) == {
        "Nobody asked again"
    }


def test_without_javascript(browser_page, cast, items):
    page = browser_page(cast.owner, java_script_enabled=False)
    page.goto(f"{PATH}?product=shift-swaps")
    page.get_by_role("link", name="Pick all shown").click()
    page.locator(".bulk summary", has_text="Type").click()
    page.locator("#bulk-type").select_option("fix")
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_text("Changed 2 of 2 items.").wait_for()
    assert page.url.endswith("?product=shift-swaps")
    assert set(Item.objects.filter(type="fix").values_list("title", flat=True)) == {"D", "E"}


@pytest.mark.parametrize(("width", "theme"), WAYS)
def test_axe(browser_page, axe, cast, items, width, theme):
    page = browser_page(cast.owner, width=width, color_scheme=theme)
    page.goto(f"{PATH}?pick=all")
    axe(page)
    for part in page.locator(".bulk summary").all():
        part.click()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{PATH}items/several/")
    page.get_by_label("Items", exact=True).fill("Good /crew-planner\nLate ~0")
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("1 line is refused").wait_for()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
