"""The roadmap in a browser: keyboard, mouse, the trade-off in place, no scripts, and axe."""

from __future__ import annotations

import re

import pytest

from backlogs.actions.roadmap import NewEntry, Place, add_entry
from backlogs.models import RoadmapChange, RoadmapEntry
from backlogs.values import Column
from tests.harness.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = "/clusters/rostering/roadmap/"


@pytest.fixture
def board():
    cast = make_cast()
    made = {}
    for title, column in (("A", Column.NOW), ("B", Column.NEXT), ("C", Column.LATER)):
        wanted = NewEntry(title=title, sentence="Better for crew", product=cast.planner)
        made[title] = add_entry(cast.owner, cast.rostering, wanted, Place(column))
    return cast


def kept():
    rows = RoadmapEntry.objects.exclude(column="").order_by("position")
    found = dict.fromkeys(Column, "")
    for entry in rows:
        found[Column(entry.column)] += entry.title
    return "/".join(found.values())


def shown(page):
    return "/".join(
        "".join(page.locator(f'[data-lane="{column}"] h3').all_inner_texts()) for column in Column
    )


def grip(page, title):
    return page.locator(f'[data-name="{title}"] [data-grip]')


def wait_for_toast(page, words):
    """In a toast, or at the top of the page where the form went as an ordinary one."""
    page.get_by_text(re.compile(words)).first.wait_for()


def test_by_keyboard_by_drag_and_the_trade_off_in_place(browser_page, board, axe):
    page = browser_page(board.owner)
    page.goto(PATH)
    grip(page, "C").focus()
    for key in ("Enter", "ArrowLeft", "Escape", "Enter", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    wait_for_toast(page, "“C” stands under next now")
    assert shown(page) == kept() == "A/BC/"
    assert page.evaluate("document.activeElement.ariaLabel") == "Move C, now 2 of 2 in Next"
    for key in ("Enter", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("heading", name="Move “C” to next?").wait_for()
    assert kept() == "A/BC/"
    axe(page)
    page.keyboard.type("The law asks for it.")
    page.get_by_role("button", name="Move and keep the note").click()
    page.get_by_text("Put off “B”").wait_for()
    assert shown(page) == kept() == "A/CB/"
    grip(page, "A").hover()
    page.mouse.down()
    box = page.locator('[data-lane="later"]').bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 10, steps=8)
    for n in range(40):  # the column under the hand is looked for a few times a second only
        page.mouse.move(box["x"] + box["width"] / 2 + n % 2, box["y"] + 20, steps=4)
        if page.locator('[data-lane="later"] [data-name="A"]').count():
            break
    page.mouse.up()
    page.get_by_label("Why is that right?").fill("Not this quarter.")
    page.get_by_role("button", name="Move and keep the note").click()
    wait_for_toast(page, "“A” stands under later now")
    assert shown(page) == kept() == "/CB/A"


def test_without_scripts(browser_page, board):
    page = browser_page(board.member, java_script_enabled=False)
    page.goto(PATH)
    page.get_by_label("Change A").click()
    page.get_by_role("button", name="To later").click()
    page.get_by_label("Trade-off").fill("Not this quarter.")
    page.get_by_role("button", name="Move", exact=True).click()
    page.get_by_text("“A” stands under later now.").wait_for()
    page.get_by_label("An item such as").fill("D")
    page.get_by_role("button", name="Add at the end").click()
    page.get_by_text("Put “D” on the roadmap.").wait_for()
    assert kept() == "/BD/CA"
    assert RoadmapChange.objects.get(act="moved").displaced == ["A"]


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_axe(browser_page, axe, board, width, theme):
    page = browser_page(board.owner, width=width, color_scheme=theme)
    key = RoadmapEntry.objects.get(title="A").pk
    # The forms differ by what they ask only, so each look takes some of them.
    parts = ("place", "removal") if width > 390 else ("words",)
    for path in (PATH, *(f"/roadmap/{key}/{part}/" for part in parts), f"{PATH}links/"):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.get_by_role("button", name="Make a link").click()
    axe(page)
    page.goto(page.locator("#given").input_value())
    page.get_by_role("heading", name="Rostering").wait_for()
    axe(page)
