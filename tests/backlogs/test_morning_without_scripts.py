"""An owner's whole morning in a browser without scripts: the same acts by forms and links."""

from __future__ import annotations

import csv
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


@pytest.fixture
def world():
    cast = make_cast()
    make_metric(cast.planner, "Notice given", target=None)
    make_items(cast.planner, TITLES)
    make_items(cast.swaps, ["Night swaps"], states=("idea", "ready"))
    return SimpleNamespace(cast=cast, rostering=cast.rostering)


def link(page, name, **options):
    page.get_by_role("link", name=name, **options).first.click()


def button(page, name, **options):
    page.get_by_role("button", name=name, **options).first.click()


def titles(page):
    return page.locator("#backlog .bl-title").all_inner_texts()


def begin(page):
    page.goto("/")
    page.get_by_label("E-mail address").fill("olga.owner@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    button(page, "Sign in")
    link(page, "My work")
    link(page, "Rostering")
    page.get_by_role("heading", name="Rostering").wait_for()


def find_and_edit(page):
    page.get_by_label("Search this backlog").fill("leave")
    button(page, "Filter")
    assert titles(page) == ["Leave arrives late"]
    link(page, "Leave arrives late")
    link(page, "Edit the title")
    page.get_by_label("Title").fill("Leave arrives a day late")
    button(page, "Save")
    page.get_by_text("Saved CP-1.").wait_for()
    page.goto("/items/CP-1/")
    link(page, "Change the effort")
    page.get_by_label("Effort").fill("5")
    button(page, "Save")
    page.get_by_text("Saved CP-1.").wait_for()
    assert Item.objects.get(number=1, product__key="CP").effort == 5


def add_and_move(page, world):
    page.goto("/clusters/rostering/backlog/")
    page.get_by_label("Add an item in one line").fill(
        "fix: Printer dies !2 @mo ~3 #notice-given /crew-planner"
    )
    button(page, "Add to top")
    page.get_by_text("Added CP-4 at position 2.").wait_for()
    link(page, "Printer dies")
    button(page, "Down")
    page.get_by_text("Moved CP-4.").wait_for()
    assert titles(page)[2] == "Printer dies"
    link(page, "Printer dies")
    button(page, "To bottom")
    page.get_by_text("Moved CP-4.").wait_for()
    assert order_of(world.rostering).endswith("Printer dies")


def do_together(page, world):
    page.get_by_label("CP-2", exact=True).check()
    page.get_by_label("CP-3", exact=True).check()
    page.locator(".bulk summary", has_text="Give to").click()
    page.get_by_label("Who of this cluster; empty for nobody").fill("mo")
    button(page, "Give", exact=True)
    page.get_by_text("Changed 2 of 2 items.").wait_for()
    page.get_by_label("CP-3", exact=True).check()
    page.locator(".bulk summary", has_text="Close with a reason").click()
    page.get_by_label("Why they are not wanted").fill("Nobody asked again")
    button(page, "Drop", exact=True)
    page.get_by_text("Changed 1 of 1 item.").wait_for()
    assert "Old archive" not in titles(page)
    link(page, "Recent changes")
    page.get_by_role("button", name="Undo: ").first.click()
    page.get_by_text("Undone: ").first.wait_for()
    assert Item.objects.get(title="Old archive").state == "idea"


def ship(page):
    page.goto("/clusters/rostering/backlog/")
    link(page, "Rosters print twice")
    button(page, "Start")
    page.get_by_text("CP-2 is in progress now.").wait_for()
    link(page, "Rosters print twice")
    link(page, "Ship")
    page.get_by_text("No outcome yet.").wait_for()
    page.locator("main .note-box a").click()
    page.get_by_label("What changes for them").fill("Nobody prints a roster twice.")
    button(page, "Save outcome")
    page.get_by_text("Saved what CP-2 shall change.").wait_for()
    button(page, "Ship")
    page.get_by_text("CP-2 is shipped now.").wait_for()
    assert "Rosters print twice" not in titles(page)


def say_something(page, world):
    link(page, "Old archive")
    page.get_by_label("Comment", exact=True).fill("Is this still wanted, @mo?")
    button(page, "Comment", exact=True)
    page.locator(".talk", has_text="Is this still wanted").wait_for()
    assert Comment.objects.get().item.title == "Old archive"
    assert Notification.objects.filter(person=world.cast.member, kind="mention").count() == 1


def filter_save_and_export(page):
    page.goto("/clusters/rostering/backlog/")
    page.locator("#f-type").select_option(label="Fix")
    button(page, "Filter")
    assert titles(page) == ["Printer dies"]
    link(page, "Save this view")
    page.get_by_label("Name").fill("Broken things")
    button(page, "Save view")
    page.get_by_role("link", name="Broken things").wait_for()
    assert SavedView.objects.get().query == "type=fix"
    with page.expect_download() as saved:
        link(page, "Export as CSV")
    text = Path(saved.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["Title"] for row in rows] == ["Printer dies"]


def look_and_plan(page):
    link(page, "Flow")
    page.locator("h3", has_text="Velocity").wait_for()
    link(page, "Roadmap", exact=True)
    page.get_by_label("An item such as CR-198, or the title of a theme").fill("CP-4")
    button(page, "Add at the end")
    page.get_by_label("Change Printer dies").click()
    button(page, "To now")
    page.get_by_text("“Printer dies” stands under now now.").wait_for()
    assert RoadmapEntry.objects.get(item__title="Printer dies").column == "now"


def test_without_scripts(browser_page, world):
    page = browser_page(width=1440, java_script_enabled=False)
    begin(page)
    find_and_edit(page)
    add_and_move(page, world)
    do_together(page, world)
    ship(page)
    say_something(page, world)
    filter_save_and_export(page)
    look_and_plan(page)
