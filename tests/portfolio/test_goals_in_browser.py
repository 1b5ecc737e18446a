"""Goals in Chromium: accessible narrow and dark, wide and light; written without JavaScript."""

from __future__ import annotations

import pytest

from backlogs.actions import add_item
from metrics.actions.goals import add_goal, say_purpose
from metrics.models import CheckIn, KeyResult
from people.queries import today
from tests.builders import BEGAN, make_metric, measure
from tests.harness.people import make_cast
from tests.metrics.objective_builders import last_quarter, make_objective, make_result, said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db):
    """A goal served by a product, with a scored, an unscored and an unfinished objective."""
    cast = make_cast()
    goal = add_goal(None, name="Trains on time", opened_on=BEGAN, sentence="95 of 100.")
    say_purpose(None, cast.planner, BEGAN, goals=[goal], why="Crews need a plan.")
    add_item(cast.owner, cast.planner, title="Tell people by message")
    metric = make_metric(cast.planner)
    measure(metric, today(), 96)
    row = make_objective("Plans people trust", goal=goal, product=cast.planner)
    make_result(row, "Available", 95, 99, metric=metric)
    said(make_result(row), today(), 5, sentence="A new page.", said_by=cast.owner)
    make_result(make_objective("Left", quarter=last_quarter(), product=cast.planner))
    return cast, row


LEADERSHIPS = ("/goals/", "/goals/?tab=gaps", "/goals/trains-on-time/")
OWNERS = (
    "/products/crew-planner/?tab=goals", "/products/crew-planner/purpose/", "/objectives/{}/",
    "/objectives/{}/key-results/new/",
)  # fmt: skip


@pytest.mark.parametrize(
    ("who", "paths", "width", "scheme"),
    [("leader", LEADERSHIPS, 390, "dark"), ("owner", OWNERS, 1440, "light")],
)
def test_pages_are_accessible_and_fit(world, browser_page, axe, who, paths, width, scheme):
    cast, row = world
    page = browser_page(getattr(cast, who), width=width, color_scheme=scheme)
    for path in paths:
        page.goto(path.format(row.pk))
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_an_owner_writes_checks_in_and_looks_behind_a_figure(world, browser_page):
    cast, _ = world
    page = browser_page(cast.owner, java_script_enabled=False)
    page.goto("/products/crew-planner/?tab=goals")
    page.click("text=New objective")
    page.fill("#id_title", "Fewer surprises")
    page.select_option("#id_goal", label="Trains on time")
    page.click("text=Write objective")
    page.click("text=Add key result")
    page.fill("#id_title", "Late changes")
    page.fill("#id_start", "40")
    page.fill("#id_target", "20")
    page.click("form.form button[type=submit]")
    page.click("text=Check in")
    page.fill("#id_value", "25")
    page.select_option("#id_confidence", "0.8")
    page.focus("#id_confidence")
    page.keyboard.press("Tab")
    page.keyboard.type("Rosters close a day earlier.")
    page.click("form.form button[type=submit]")
    page.locator("dl.facts .passport summary").first.press("Enter")
    assert "(75) ÷ 1 = 75" in page.locator("dl.facts .passport").first.inner_text()
    result = KeyResult.objects.get(title="Late changes")
    assert CheckIn.objects.get(key_result=result).sentence == "Rosters close a day earlier."
