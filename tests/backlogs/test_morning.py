"""An owner's whole morning in a browser: once by keyboard alone, once without scripts."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from backlogs.models import Comment, Item, RoadmapEntry, SavedView
from people.models import Notification
from tests.backlogs.builders import make_items, order_of
from tests.builders import PASSWORD, make_metric
from tests.harness.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLES = ("Leave arrives late", "Rosters print twice", "Old archive")
FOCUSED = "(wanted) => document.activeElement?.matches(wanted)"


@pytest.fixture
def world():
    cast = make_cast()
    make_metric(cast.planner, "Notice given", target=None)
    make_items(cast.planner, TITLES)
    make_items(cast.swaps, ["Night swaps"], states=("idea", "ready"))
    return SimpleNamespace(cast=cast, rostering=cast.rostering)


def titles(page):
    return page.locator("#backlog .bl-title").all_inner_texts()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def type_in(page, text):
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def tab_to(page, wanted, most=60, key="Tab"):
    """Press Tab until the focus is on what is wanted, as somebody without a mouse has to."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED, wanted):
            return
    raise AssertionError(f"{most} × {key} never came to {wanted}")


def told(page, words):
    page.locator("#toasts", has_text=re.compile(words)).wait_for()


def row(reference):
    return f'[data-id="{reference}"]'


def begin(page):
    page.goto("/")
    tab_to(page, "input[type=email], [name=email], [name=username]")
    page.keyboard.type("olga.owner@example.org")
    tab_to(page, "[type=password]")
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    page.get_by_role("heading", name="My desk").wait_for()
    press(page, "g", "a")
    page.get_by_role("heading", name="My work").wait_for()
    tab_to(page, 'h2 a[href*="/clusters/rostering/backlog/"]')
    press(page, "Enter")
    page.locator("#backlog").wait_for()


def find_and_open(page):
    press(page, "f")
    page.keyboard.type("leave")
    page.locator(row("CP-2")).wait_for(state="detached")
    press(page, "ArrowDown")
    page.locator(f"{row('CP-1')} .bl-title:focus").wait_for()
    press(page, "Enter")
    page.locator("aside.panel:focus h2", has_text="Leave arrives late").wait_for()
    press(page, "Escape")
    page.locator(f"{row('CP-1')} .bl-title:focus").wait_for()
    press(page, "f")
    type_in(page, " ")
    page.locator(row("CP-2")).wait_for()


def edit(page):
    press(page, "ArrowDown", "j", "k", "F2")
    page.locator(".inl input[name=title]:focus").wait_for()
    type_in(page, "Leave arrives a day late")
    press(page, "Enter")
    told(page, "Saved CP-1")
    press(page, "Enter")
    page.locator("aside.panel:focus").wait_for()
    tab_to(page, '#panel a[href$="fields/effort/"]')
    press(page, "Enter")
    page.locator("#panel .inl input[name=effort]:focus").wait_for()
    page.keyboard.type("5")
    press(page, "Enter")
    told(page, "Saved CP-1")
    page.locator("#panel:focus", has_text="5 points").wait_for()
    press(page, "Escape")


def add_and_move(page, world):
    press(page, "n")
    page.keyboard.type("fix: Printer dies !2 @mo ~3 #notice-given /crew-planner")
    press(page, "Enter")
    told(page, "Added CP-4 at position 2")
    item = Item.objects.get(title="Printer dies")
    assert (item.type, item.effort, item.assignee) == ("fix", 3, world.cast.member)
    assert item.outcome.statement == "Notice given gets better."
    press(page, "Escape")
    tab_to(page, f"{row('CP-4')} [data-grip]")
    press(page, "Enter", "End", "Home", "ArrowDown", "Escape")
    assert page.locator("#say").inner_text() == "CP-4 put back at position 2."
    press(page, "Enter", "End", "ArrowUp", "Enter")
    told(page, "Moved CP-4 to position 4")
    assert titles(page)[3] == "Printer dies"
    assert order_of(world.rostering).endswith("Printer diesNight swaps")


def do_together(page, world):
    tab_to(page, f"{row('CP-2')} .check", key="Shift+Tab")
    press(page, "Space", "Shift+ArrowDown", "a")
    page.locator("#bulk-whom:focus").wait_for()
    page.keyboard.type("mo")
    press(page, "Enter")
    told(page, "Changed 2 of 2 items")
    assert Item.objects.filter(assignee=world.cast.member).count() == 3
    page.locator(f"{row('CP-2')} .check:focus").wait_for()
    press(page, "Space", "Shift+ArrowDown", "m")
    page.locator("[value=top]:focus").wait_for()
    press(page, "Enter")
    told(page, "Moved 2 items to the top")
    assert order_of(world.rostering).startswith("Rosters print twiceOld archive")
    page.locator(f"{row('CP-2')} .check:focus").wait_for()
    press(page, "ArrowDown", "Space", "c")
    page.locator("#bulk-why:focus").wait_for()
    page.keyboard.type("Nobody asked again")
    press(page, "Enter")
    told(page, "Changed 1 of 1 items?")
    page.locator(row("CP-3")).wait_for(state="detached")
    press(page, "z")
    told(page, "Undone: ")
    page.locator(row("CP-3")).wait_for()
    assert Item.objects.get(title="Old archive").state == "idea"


def ship(page):
    press(page, "f", "ArrowDown", "Enter")
    page.locator("aside.panel:focus h2", has_text="Rosters print twice").wait_for()
    tab_to(page, "#panel [value=in_progress]")
    press(page, "Enter")
    page.get_by_text("CP-2 is in progress now.").wait_for()
    tab_to(page, '#panel a[href*="state/?to=shipped"]', most=90)
    press(page, "Enter")
    page.get_by_text("No outcome yet.").wait_for()
    tab_to(page, 'main a[href$="/outcome/"]')
    press(page, "Enter")
    page.get_by_role("heading", name="What shall change?").wait_for()
    tab_to(page, "[name=statement]")
    page.keyboard.type("Nobody prints a roster twice.")
    tab_to(page, "button[type=submit]")
    press(page, "Enter")
    page.get_by_text("Saved what CP-2 shall change.").wait_for()
    tab_to(page, "[value=shipped]")
    press(page, "Enter")
    page.get_by_text("CP-2 is shipped now.").wait_for()
    assert "CP-2" not in page.locator("#backlog").inner_html()


def say_something(page, world):
    press(page, "j", "Enter")
    page.locator("aside.panel:focus h2", has_text="Old archive").wait_for()
    tab_to(page, "#comment-text", most=40)
    page.keyboard.type("Is this still wanted, @mo?")
    tab_to(page, "button[type=submit]")
    press(page, "Enter")
    page.locator(".talk", has_text="Is this still wanted").wait_for()
    assert Comment.objects.get().item.title == "Old archive"
    assert Notification.objects.filter(person=world.cast.member, kind="mention").count() == 1
    press(page, "Escape")


def filter_and_save(page):
    tab_to(page, "#f-type", key="Shift+Tab", most=90)
    page.keyboard.type("Fix")
    press(page, "Enter")
    page.wait_for_url("**type=fix*")
    page.locator(row("CP-1")).wait_for(state="detached")
    assert titles(page) == ["Printer dies"]
    tab_to(page, ".bl-facts a[href*='/views/']", most=90)
    press(page, "Enter")
    page.get_by_role("heading", name="Saved views").wait_for()
    tab_to(page, "#id_name")
    page.keyboard.type("Broken things")
    press(page, "Enter")
    page.get_by_role("link", name="Broken things").wait_for()
    assert SavedView.objects.get().query == "type=fix"


def export(page):
    tab_to(page, "a[aria-label='Export as CSV']")
    with page.expect_download() as saved:
        press(page, "Enter")
    text = Path(saved.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [line["Title"] for line in rows] == ["Printer dies"]


def look_and_plan(page):
    tab_to(page, "nav.tabs a[href*='/flow/']", key="Shift+Tab", most=60)
    press(page, "Enter")
    page.locator("h3", has_text="Velocity").wait_for()
    tab_to(page, "nav.tabs a[href*='/roadmap/']")
    press(page, "Enter")
    page.get_by_text("Nothing is on this roadmap").wait_for()
    for name, title in (("CP-1", "Leave arrives a day late"), ("CP-4", "Printer dies")):
        press(page, "n")
        type_in(page, name)
        press(page, "Enter")
        told(page, f"Put “{title}” on the roadmap")
    tab_to(page, "[data-name='Printer dies'] [data-grip]", most=40)
    press(page, "Enter", "ArrowLeft", "Enter")
    told(page, "“Printer dies” stands under now")
    assert RoadmapEntry.objects.get(item__title="Printer dies").column == "now"


def test_by_keyboard_alone(browser_page, world):
    page = browser_page(width=1440)
    begin(page)
    find_and_open(page)
    edit(page)
    add_and_move(page, world)
    do_together(page, world)
    ship(page)
    say_something(page, world)
    filter_and_save(page)
    export(page)
    look_and_plan(page)
