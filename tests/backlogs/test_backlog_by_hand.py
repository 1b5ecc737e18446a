"""The list in a browser: keyboard, mouse, panel, another person's move, and axe in every look."""

from __future__ import annotations

import re

import pytest

from backlogs.actions import move_item
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


def shown(page):
    return "".join(page.locator("#backlog .bl-title").all_inner_texts())


def wait_for_toast(page, words):
    page.locator("#toasts", has_text=re.compile(words)).wait_for()


def test_by_keyboard(browser_page, cast, items):
    page = browser_page(cast.owner)
    page.goto(PATH)
    page.locator('[data-id="CP-1"] [data-grip]').focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_for_toast(page, "Moved CP-1 to position 3")
    assert shown(page) == order_of(cast.rostering) == "BCADE"
    page.keyboard.press("Enter")
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    assert shown(page) == order_of(cast.rostering) == "BCADE"
    page.keyboard.press("Enter")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    wait_for_toast(page, "Moved CP-1 to position 1")
    assert shown(page) == order_of(cast.rostering) == "ABCDE"


def test_by_drag_in_a_filtered_list(browser_page, cast, items):
    page = browser_page(cast.member)
    page.goto(f"{PATH}?product=shift-swaps")
    assert shown(page) == "DE"
    grip = page.locator('[data-id="SS-2"] [data-grip]')
    grip.hover()
    page.mouse.down()
    box = page.locator('[data-id="SS-1"]').bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=8)
    page.mouse.move(box["x"] + 20, box["y"] + 2, steps=8)
    page.mouse.up()
    wait_for_toast(page, "Moved SS-2 to position 1")
    assert shown(page) == "ED"
    assert order_of(cast.rostering) == "ABCED"


def test_somebody_else_was_faster(browser_page, cast, items):
    page = browser_page(cast.owner)
    page.goto(PATH)
    move_item(cast.member, items["E"], to="top")
    page.locator('[data-id="CP-1"] [data-grip]').focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    wait_for_toast(page, "Mo Member moved “E” meanwhile")
    assert shown(page) == order_of(cast.rostering) == "EABCD"
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    wait_for_toast(page, "Moved CP-1 to position 3")
    assert shown(page) == order_of(cast.rostering) == "EBACD"


def test_add_filter_and_open_beside(browser_page, cast, items):
    page = browser_page(cast.owner)
    page.goto(PATH)
    page.keyboard.press("n")
    page.keyboard.type("fix: Late ~2")
    page.keyboard.press("Enter")
    wait_for_toast(page, "Added CP-4 at position 1")
    assert shown(page) == "LateABCDE"
    assert page.evaluate("document.activeElement.id") == "qa"
    page.locator("#q").fill("late")
    page.locator('[data-id="CP-1"]').wait_for(state="detached")
    assert "q=late" in page.url
    page.get_by_role("link", name="Late", exact=True).click()
    page.locator("aside.panel h2", has_text="Late").wait_for()
    assert "open=CP-4" in page.url
    page.keyboard.press("Escape")
    page.locator("aside.panel").wait_for(state="detached")
    assert page.evaluate("document.activeElement.textContent") == "Late"


def test_without_javascript(browser_page, cast, items):
    page = browser_page(cast.owner, java_script_enabled=False)
    page.goto(PATH)
    page.get_by_role("link", name="C", exact=True).click()
    page.get_by_role("button", name="Up").click()
    page.get_by_text("Moved CP-3.").wait_for()
    assert order_of(cast.rostering) == "ACBDE"
    page.goto("/items/CP-3/")
    page.get_by_label("To position").fill("4")
    page.get_by_role("button", name="Move", exact=True).click()
    page.get_by_text("Moved CP-3.").wait_for()
    assert order_of(cast.rostering) == "ABDCE"
    page.get_by_label("Add an item").fill("New one")
    page.get_by_role("button", name="Add to top").click()
    page.get_by_text("Added CP-4 at position 1.").wait_for()
    assert order_of(cast.rostering) == "New oneABDCE"


@pytest.mark.parametrize(("width", "theme"), WAYS)
def test_axe(browser_page, axe, cast, items, width, theme):
    page = browser_page(cast.owner, width=width, color_scheme=theme)
    for path in (PATH, f"{PATH}?open=CP-1&type=improvement", f"{PATH}?q=none", "/items/CP-1/"):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    for part in ("fields", "state", "position"):
        page.goto(f"/items/CP-1/{part}/")
        axe(page)
    page.goto(f"{PATH}items/new/")
    axe(page)
