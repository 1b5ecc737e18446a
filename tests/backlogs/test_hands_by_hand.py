"""Undo, editing in place and pasting in a browser, by keyboard."""

from __future__ import annotations

import re

import pytest

from backlogs.actions import edit_item
from backlogs.models import Item
from tests.backlogs.builders import make_items, order_of
from tests.harness.people import make_cast

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


def shown(page):
    return "".join(page.locator("#backlog .bl-title").all_inner_texts())


PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector("#qa").dispatchEvent(event);
}"""


def test_undo_edit_in_place_and_paste(browser_page, axe, cast, items):
    page = browser_page(cast.owner)
    page.goto(PATH)
    page.locator('[data-id="CP-1"] [data-grip]').focus()
    for key in ("Enter", "End", "Enter"):
        page.keyboard.press(key)
    wait_for_toast(page, "Moved CP-1 to position 5")
    page.keyboard.press("z")
    wait_for_toast(page, "Undone: moved “A”")
    assert shown(page) == order_of(cast.rostering) == "ABCDE"
    # F2 edits the title, Escape restores, Enter saves
    page.locator('[data-id="CP-2"] .bl-title').focus()
    page.keyboard.press("F2")
    page.locator(".inl input[name=title]:focus").wait_for()
    page.keyboard.type("X")
    page.keyboard.press("Escape")
    page.locator('[data-id="CP-2"] .bl-title:focus').wait_for()
    page.keyboard.press("F2")
    page.locator(".inl input[name=title]:focus").wait_for()
    axe(page)
    page.keyboard.type("Better")
    page.keyboard.press("Enter")
    wait_for_toast(page, "Saved CP-2")
    assert shown(page) == "ABetterCDE"
    page.keyboard.press("z")
    wait_for_toast(page, "Undone: changed the title")
    assert shown(page) == "ABCDE"
    # a click on the effort; somebody else is faster, both are shown
    page.locator('[data-id="SS-1"] .bl-n').click()
    page.locator(".inl input[name=effort]:focus").fill("8")
    edit_item(cast.member, items["D"], 1, effort=5)
    page.keyboard.press("Enter")
    page.get_by_text("It is now: 5.").wait_for()
    page.keyboard.press("Enter")
    wait_for_toast(page, "Saved SS-1")
    assert Item.objects.get(title="D").effort == 8
    # far too much is said, many lines open a page with them
    page.evaluate(PASTE, "x" * 2_000_000)
    wait_for_toast(page, "Nothing was pasted: these are 2000000 characters")
    page.evaluate(PASTE, "One /crew-planner\nTwo @mo /shift-swaps")
    page.get_by_role("heading", name="Add several items").wait_for()
    assert page.locator("#several-lines").input_value() == "One /crew-planner\nTwo @mo /shift-swaps"
    page.get_by_role("button", name="Add to the end").click()
    page.get_by_text("Added 2 items.").wait_for()
    page.keyboard.press("z")
    page.get_by_text("Undone: added 2 items.").wait_for()
    assert order_of(cast.rostering) == "ABCDE"
