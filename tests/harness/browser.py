"""The real pages in Chromium.

@pytest.mark.browser
def test_moving(browser_page, live_server, axe):
    page = browser_page(person)          # signed in; browser_page(None) is a stranger
    page.goto(live_server.url + "/…")
    axe(page)                            # fails with what is wrong and where
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Playwright runs an event loop in this thread; Django would then refuse the database to it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str | None:
    """Debian's Chromium; None: Playwright's own."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """One browser for the session. Missing in CI is a failure, elsewhere a skip with a reason."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        except Exception as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no Chromium here (apt-get install chromium): {error}")
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium_browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`browser_page(person, width=1280, **context options)`: a page of a fresh context."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(person: Any = None, width: int = 1280, **options: Any) -> Page:
        context = chromium_browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url, **options
        )
        contexts.append(context)
        if person is not None:
            _sign_in(context, person, live_server.url)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: _note_error(str(error), complaints))
        page.on("console", lambda line: _note(line, complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == [], "the browser complained"


def _note_error(words: str, complaints: list[str]) -> None:
    """A script that failed. Not so the browser's own word that a page came too fast to fade in."""
    if not words.startswith("Transition was "):
        complaints.append(words)


def _note(line: Any, complaints: list[str]) -> None:
    """A page that breaks its own security policy says so on the console."""
    if line.type == "error" and "Content Security Policy" in line.text:
        complaints.append(line.text)


def _sign_in(context: BrowserContext, person: Any, url: str) -> None:
    client = Client()
    client.force_login(person, backend="people.backends.PersonBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)`: fails on any accessibility violation, naming the rule and the element."""

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        wrong = [
            f"{rule['id']}: {rule['help']}\n    {node['html'][:200]}"
            for rule in found
            for node in rule["nodes"]
        ]
        assert wrong == [], "axe found:\n" + "\n".join(wrong)

    return check
