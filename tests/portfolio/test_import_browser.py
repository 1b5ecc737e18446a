"""The import pages in Chromium: from file to rows to imported and back; accessible, in four sizes
and colours."""

from __future__ import annotations

import pytest

from backlogs.models import Item
from tests.harness.people import make_cast
from tests.looking import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = (
    "Key,Product,Title,State,Effort,Closed\n"
    ",Crew planner,=Rosters on one page,ready,3,\n"
    ",Shift swaps,Swap by text message,someday,,\n"
    ",Nowhere,Lost,,,\n"
    ",Crew planner,Old wish,shipped,5,2026-01-05\n"
)


def test_from_a_file_to_items_and_back(transactional_db, browser_page, axe):
    page = browser_page(make_cast().admin)
    page.goto("/imports/")
    page.get_by_role("link", name="Import a file").first.click()
    page.locator("#id_profile").select_option("backlog")
    page.locator("#id_uploads").set_input_files(
        {"name": "backlog.csv", "mimeType": "text/csv", "buffer": ROWS.encode()}
    )
    page.get_by_role("button", name="Check the rows").click()
    page.wait_for_selector("text=2 rows have a problem")
    assert page.get_by_text("no product is called “Nowhere”").first.is_visible()
    assert Item.objects.count() == 0
    planned = page.url
    look_at(page, planned, axe)
    page.get_by_role("link", name="Problems 2").click()
    assert page.locator("tbody tr").count() == 2
    page.get_by_role("button", name="Import 2 changes").click()
    page.wait_for_selector("text=Undo this import")
    assert list(Item.objects.in_order().values_list("title", "state")) == [
        ("=Rosters on one page", "ready"), ("Old wish", "shipped"),
    ]  # fmt: skip
    page.get_by_role("button", name="Undo this import").click()
    page.wait_for_selector("text=Undone")
    assert Item.objects.count() == 0
    look_at(page, "/imports/", axe)
    look_at(page, "/imports/new/", axe)
