"""Moves past what one sees: to an end not on the page, over the line, among near words."""

from __future__ import annotations

import re

import pytest

from backlogs.models import Item
from people.queries import organisation, today
from portfolio.kernel.moments import moment_for
from tests.backlogs.builders import make_items, order_of
from tests.backlogs.test_capacity_line import history
from tests.backlogs.test_finding_by_hand import fill
from tests.harness.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = "/clusters/rostering/backlog/"


@pytest.fixture
def cast():
    return make_cast()


def told(page, words):
    page.locator("#toasts", has_text=re.compile(words)).wait_for()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def first_and_last():
    rows = Item.objects.in_order().values_list("number", flat=True)
    return rows[0], list(rows)[-1]


def test_to_an_end_that_is_not_on_the_page(browser_page, cast):
    fill(cast.planner, 250)
    page = browser_page(cast.owner)
    page.goto(PATH)
    said = page.locator("#say")
    page.locator('[data-id="CP-2"] [data-grip]').focus()
    press(page, "Enter")
    assert said.inner_text().startswith("CP-2 picked up at position 2 of 250.")
    press(page, "End")
    assert said.inner_text() == "Position 250 of 250."
    press(page, "Enter")
    told(page, "Moved CP-2 to the end of the list")
    page.locator('[data-id="CP-2"] [data-grip]:focus', has_text="250").wait_for()
    assert first_and_last() == (1, 2)
    press(page, "Enter", "Home", "Enter")
    told(page, "Moved CP-2 to the beginning of the list")
    page.locator('[data-id="CP-2"] [data-grip]:focus', has_text="1").wait_for()
    assert first_and_last() == (2, 250)
    press(page, "z")
    told(page, "Undone")
    assert first_and_last() == (1, 2)


def test_over_the_line_of_the_capacity(browser_page, cast):
    history(cast.planner, moment_for(None, today(), organisation().first_month))
    for title, effort in (("a", 1), ("b", 3), ("c", 3), ("d", 5)):
        make_items(cast.planner, title, effort=effort)
    page = browser_page(cast.owner)
    page.goto(PATH)
    shown = (
        "() => [...document.querySelector('#backlog').children].map((row) => row.matches('.cap')"
        " ? '|' : row.querySelector('.bl-title').textContent).join('')"
    )
    assert page.evaluate(shown) == "abc|d"
    page.locator("#backlog > [data-id]:last-child [data-grip]").focus()
    press(page, "Enter", "Home", "Enter")
    told(page, "Moved CP-.* to position 1")
    assert page.evaluate(shown) == "da|bc"
    page.reload()
    assert page.evaluate(shown) == "da|bc"


def test_among_near_words_a_move_is_beside_the_neighbour_one_sees(browser_page, cast):
    make_items(cast.planner, ["A", "Leave late", "B", "Leave early", "C"])
    page = browser_page(cast.owner)
    page.goto(f"{PATH}?q=laeve")
    page.get_by_text("These come close.").wait_for()
    words = page.locator("#move-help").inner_text()
    assert "directly beside the neighbour you see" in words
    page.locator('[data-id="CP-4"] [data-grip]').focus()
    press(page, "Enter", "ArrowUp", "Enter")
    told(page, "Moved CP-4 to position 1")
    assert order_of(cast.rostering) == "ALeave earlyLeave lateBC"
    page.get_by_role("checkbox", name="CP-2").focus()
    press(page, "Space", "m")
    assert page.get_by_label("To position in the cluster’s order").is_visible()
    page.locator("[value=top]:focus").wait_for()
    press(page, "Enter")
    told(page, "Moved 1 item to the top")
    assert order_of(cast.rostering) == "Leave lateALeave earlyBC"
