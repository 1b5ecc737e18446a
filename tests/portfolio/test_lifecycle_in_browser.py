"""A product's life in Chromium: its stage moves, the question is answered, a way out is kept."""

from __future__ import annotations

from datetime import date

import pytest

from products.models import InvestmentAnswer, MigrationProgress, RetirementPlan, StagePeriod
from tests.builders import set_stage
from tests.harness.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRODUCT = "/products/crew-planner/"
THERE = "**/products/crew-planner/?tab=lifecycle"


def test_from_maturity_to_a_way_out(browser_page, axe) -> None:  # type: ignore[no-untyped-def]
    cast = make_cast()
    set_stage(cast.planner, "maturity", date(2024, 6, 1))
    page = browser_page(cast.owner, width=390, color_scheme="dark")
    page.goto(f"{PRODUCT}?tab=lifecycle")
    axe(page)
    page.click("text=Answer it")
    page.check("text=Retire")
    page.fill("[name=reason]", "The new planner does it better.")
    axe(page)
    page.click("button:has-text('Keep the answer')")
    page.wait_for_url(THERE)
    assert InvestmentAnswer.objects.get().answer == "retire"
    page.click("text=Change stage >> nth=0")
    assert page.input_value("#choice_stage") == "retirement"
    page.wait_for_selector("text=Can everybody who uses it leave in time?")
    axe(page)
    page.fill("[name=reason]", "As answered.")
    page.click("main button:has-text('Change stage')")
    page.wait_for_url(THERE)
    assert StagePeriod.objects.filter(product=cast.planner, stage="retirement").count() == 1
    page.click("text=Retirement: plan, progress, loose ends")
    page.fill("[name=plan-none_needed]", "Shift swaps does the rest.")
    page.fill("[name=plan-users_total]", "40")
    page.click("button:has-text('Save the plan')")
    page.wait_for_selector("text=The plan is saved.")
    page.click("summary:has-text('Count users moved')")
    page.fill("[name=progress-moved]", "10")
    page.click("button:has-text('Keep the progress')")
    page.wait_for_selector("td:has-text('25 %')")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert RetirementPlan.objects.get().version == 1
    assert MigrationProgress.objects.get().moved == 10
