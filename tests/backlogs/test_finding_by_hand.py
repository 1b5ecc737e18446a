"""Finding in a browser: typed and taken back, through a long list by keyboard, without scripts."""

from __future__ import annotations

import pytest
from django.utils import timezone

from backlogs.models import Item
from tests.backlogs.builders import make_items
from tests.harness.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = "/clusters/rostering/backlog/"


@pytest.fixture
def cast():
    return make_cast()


def fill(product, count):
    now = timezone.now()
    Item.objects.bulk_create(
        Item(
            product=product, cluster=product.cluster, number=number, rank=number * 2**20,
            title=f"Item {number}", created_at=now, touched_at=now,
        )
        for number in range(1, count + 1)
    )  # fmt: skip


def test_what_is_typed_is_found_and_kept_in_the_address(browser_page, cast):
    make_items(cast.planner, ["Leave arrives late", "Roster prints twice"])
    page = browser_page(cast.owner)
    page.goto(PATH)
    page.keyboard.press("f")
    page.keyboard.type("laeve")
    page.get_by_text("These come close").wait_for()
    assert page.locator("#backlog .bl-title").all_inner_texts() == ["Leave arrives late"]
    page.wait_for_url(f"**{PATH}?q=laeve")
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator(".chip.on").click()
    page.wait_for_url(f"**{PATH}?state=open")
    assert page.locator("#backlog > [data-id]").count() == 2


def test_a_long_list_by_keyboard_stays_bounded(browser_page, cast):
    fill(cast.planner, 650)
    page = browser_page(cast.owner)
    page.goto(PATH)
    rows = page.locator("#backlog > [data-id]")
    focused = "document.activeElement.closest('[data-id]')?.dataset.id"
    page.keyboard.press("j")
    assert page.evaluate(focused) == "CP-1"
    for last in (200, 300, 400, 500):
        page.locator("#more").scroll_into_view_if_needed()
        page.locator(f'[data-id="CP-{last}"]').wait_for()
    page.locator('[data-id="CP-200"]').wait_for(state="detached")
    assert rows.count() <= 300
    assert page.locator("#earlier").count() == 1
    first = rows.first.get_attribute("data-id")
    assert page.locator("#backlog").get_attribute("data-first") == first.removeprefix("CP-")
    rows.first.locator(".bl-title").focus()
    page.keyboard.press("End")
    page.locator('[data-id="CP-650"] .bl-title:focus').wait_for()
    page.keyboard.press("Home")
    page.locator('[data-id="CP-1"] .bl-title:focus').wait_for()


def test_without_scripts(browser_page, cast):
    fill(cast.planner, 150)
    page = browser_page(cast.owner, java_script_enabled=False)
    page.goto(f"{PATH}?sort=age")
    page.get_by_role("link", name="More rows").click()
    assert page.locator("#backlog > [data-id]").count() == 50
    page.get_by_role("link", name="Earlier rows").click()
    assert page.locator("#backlog > [data-id]").count() == 100
    page.get_by_role("searchbox", name="Search this backlog").fill("149")
    page.get_by_role("button", name="Filter").click()
    assert page.locator("#backlog .bl-title").all_inner_texts() == ["Item 149"]
    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Name").fill("That one")
    page.get_by_role("button", name="Save view").click()
    page.get_by_role("link", name="That one").wait_for()
    assert "q=149" in page.url
