"""Fifty candidates judged in a browser: by keyboard and by mouse; the pages looked at with axe."""

from __future__ import annotations

import pytest

from products.models import Candidate
from tests.harness.people import make_cast
from tests.looking import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def left(page, count):
    page.locator(".listhead", has_text=f"{count} candidates").wait_for()


def test_fifty_by_keyboard_and_mouse(browser_page, axe):
    cast = make_cast()
    Candidate.objects.bulk_create(
        Candidate(source="cmdb", key=str(n), name=f"Thing {n:02}", daily_users=n) for n in range(52)
    )
    page = browser_page(cast.leader)
    page.goto("/candidates/")
    page.keyboard.press("j")
    page.keyboard.press("3")
    page.locator("#reason:focus").wait_for()
    assert page.locator("#triage-error").inner_text() == "Say why, in a sentence."
    page.keyboard.type("Plumbing of the others")
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("3")
    left(page, 51)
    assert page.evaluate("document.activeElement.ariaLabel") == "Thing 02"
    page.keyboard.press("k")
    for count in (50, 49, 48):
        page.keyboard.press("4")
        left(page, count)
    for name in ("Thing 05", "Thing 06"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Infrastructure component").click()
    left(page, 46)
    boxes = page.locator(".check")
    boxes.first.focus()
    page.keyboard.press("Space")
    boxes.nth(43).click(modifiers=["Shift"])
    page.keyboard.press("4")
    left(page, 2)
    told = Candidate.objects.exclude(judgement="").values_list("judgement", "reason")
    assert sorted({*told}) == [
        ("infrastructure", "Plumbing of the others"),
        ("project", "Plumbing of the others"),
    ]
    assert Candidate.objects.filter(judgement="project").count() == 47
    last = Candidate.objects.filter(judgement="")[0]
    for url in ("/candidates/", f"/candidates/{last.pk}/", "/start/"):
        look_at(page, url, axe)
