"""Looking at a page as people have it: wide and light, on a phone in the dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

WAYS = ((1440, "light"), (390, "dark"))


def look_at(
    page: Page, url: str, axe: Callable[[Page], None], ways: Any = WAYS, status: int = 200
) -> None:
    """Open the address in each way: answered, accessible, nothing hangs out.

    The colours are chosen before the page is opened: changing them afterwards fades, and half a
    fade has half the contrast.
    """
    for width, scheme in ways:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == status, url
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{url} hangs out by {wide} px at {width}"
