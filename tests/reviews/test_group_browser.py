"""A proposal is accepted by keyboard alone, on pages that are accessible."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from products.actions.surroundings import add_dependency, note_users
from products.models import Cluster
from tests.builders import make_person, make_product, own

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_proposal_becomes_a_cluster_by_keyboard(
    browser_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    made = [make_product(name, stage="maturity") for name in ("Desk finder", "Room finder")]
    for one in made:
        own(make_person(f"Owner of {one.name}"), one)
        note_users(None, one, "Visitor", 40, "Finds a place")
    add_dependency(None, made[0], made[1], "")
    page = browser_page(make_person("Ines Okafor", is_leadership=True), width=390)
    page.goto("/groups/")
    axe(page)
    page.get_by_role("link", name="Accept: Desk finder and Room finder").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Group Desk finder and Room finder")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Name of the cluster").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Places")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Places is one cluster now.")).to_be_visible()
    assert set(Cluster.objects.get(name="Places").products.all()) == set(made)
    page.goto(f"/products/{made[1].slug}/impact/")
    axe(page)
