"""The design table in Chromium: keyboard, mouse, a suggestion by the worker, all of it applied."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portfolio.actions.drafts import create_draft
from portfolio.models import Draft, DraftMove, DraftSuggestion
from products.models import Cluster, Handover, Product
from tests.builders import make_cluster, make_person, make_product, own, set_stage
from tests.harness.jobs import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG_AGO = date(2024, 1, 1)


@pytest.fixture
def lea():
    """Leads. Olga owns three products in growth; Gus and Hal own what is stable, one grouped."""
    olga, gus, hal = (make_person(name) for name in ("Olga", "Gus", "Hal"))
    for name in ("Swells", "Tides", "Winds"):
        set_stage(make_product(name), "growth", LONG_AGO)
        own(olga, Product.objects.get(name=name))
    dunes, cliffs = make_cluster("Dune park"), make_cluster("Cliff walks")
    for name, cluster in (("Sands", dunes), ("Grass", dunes), ("Cliffs", cliffs)):
        set_stage(make_product(name, cluster), "maturity", LONG_AGO)
    own(gus, dunes)
    own(hal, cliffs)
    return make_person("Lea Leader", is_leadership=True)


@pytest.fixture
def draft(lea) -> Draft:
    return create_draft(lea, name="Relief", is_shared=True)


def grip(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=f"Move {name}", exact=True)


def drag(page: Any, name: str, place: str) -> None:
    """With the mouse, onto the chips of the cluster `place`."""
    target = page.locator(f'[data-take="product"][data-name="{place}"]')
    grip(page, name).hover()
    page.mouse.down()
    box = target.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for n in range(40):  # the place under the hand is looked for a few times a second only
        page.mouse.move(x + n % 2, y, steps=4)
        if target.locator(f'[data-name="{name}"]').count():
            break
    page.mouse.up()


def test_from_a_move_by_keyboard_to_applied(
    browser_page, axe, lea, draft, celery_worker: Worker
) -> None:
    page = browser_page(lea, width=1440)
    page.set_default_timeout(60_000)  # the solver's library takes long to load on a busy machine
    page.goto(f"/design/{draft.pk}/?room=yes")
    counts = page.get_by_label("What this draft changes")
    assert "1, as today" in counts.inner_text()
    grip(page, "Winds").first.focus()
    for key in ("Enter", "ArrowRight", "Escape", "Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.get_by_text("Winds from Olga to Gus").wait_for()
    assert page.evaluate("document.activeElement.ariaLabel") == "Move Winds"
    drag(page, "Grass", "Cliff walks")
    page.get_by_text("Grass from Dune park to Cliff walks").wait_for()
    axe(page)

    page.get_by_role("link", name="Suggest moves").click()
    page.get_by_role("button", name="Suggest moves").click()
    celery_worker.wait_until(lambda: DraftSuggestion.objects.filter(state="done").exists())
    page.get_by_text("1 move brings everybody within the ceiling.").wait_for()
    axe(page)
    page.get_by_role("button", name="Take into the draft").click()
    page.get_by_text("1 move taken into the draft.").wait_for()
    assert DraftMove.objects.standing().filter(draft=draft).count() == 3
    assert "in the draft" in counts.inner_text()

    page.get_by_role("link", name="Apply…").click()
    page.get_by_role("button", name="Apply the chosen moves").click()
    page.get_by_role("heading", name="Applied moves").wait_for()
    assert Product.objects.get(name="Grass").cluster == Cluster.objects.get(name="Cliff walks")
    asked = Handover.objects.filter(state="proposed").order_by("taker__name")
    assert [row.taker.name for row in asked.select_related("taker")] == ["Gus", "Hal"]
    draft.refresh_from_db()
    assert draft.state == "applied"


def test_small_and_dark(browser_page, axe, lea, draft) -> None:
    page = browser_page(lea, width=390, color_scheme="dark")
    for path in ("?room=yes", "suggestion/"):
        page.goto(f"/design/{draft.pk}/{path}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
