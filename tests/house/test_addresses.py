"""One name in five places, and every address declared."""

import inspect
import re

from portfolio.access import TABLE
from portfolio.environment import ROOT
from tests.house.tree import addresses, text, tracked

# A verb is a resource: POST …/closure/, not …/close/. (`new` and `edit` are pages with a form.)
VERBS = {"apply", "approve", "close", "create", "delete", "make", "move", "open"}
VERBS |= {"remove", "save", "undo", "update"}
MACHINES = {"healthz", "readyz"}


def test_every_address_is_declared_and_every_declaration_is_an_address() -> None:
    assert {address.name for address in addresses()} == set(TABLE)


def test_the_view_is_a_function_named_like_its_address() -> None:
    wrong = {
        address.name: f"{address.function.__module__}.{address.function.__name__}"
        for address in addresses()
        if not inspect.isfunction(address.function)
        or address.function.__name__ != address.word
        or not address.function.__module__.startswith(
            (f"{address.room}.views", f"{address.room}.api")
        )
    }
    assert wrong == {}


def test_a_page_has_a_template_and_a_query_of_its_name() -> None:
    """A view that renders a template of its own name is a page; others are verbs or files."""
    missing = []
    for address in addresses():
        own = f"{address.room}/{address.word}.html"
        called = inspect.getsource(address.function)
        if f'"{own}' not in called:
            continue
        if not (ROOT / "templates" / own).exists():
            missing.append(own)
        if re.search(r"\bqueries\.", called) and f"{address.word}_page" not in called:
            missing.append(f"{address.room}.queries.{address.word}_page")
    assert missing == []


def fixed_words(route: str) -> str:
    """`/reactivation/` for `people/<slug:slug>/reactivation/`."""
    return "/" + re.split(r"<[^>]*>/?", route)[-1] if not route.endswith(">/") else f"/{route}"


def test_every_address_has_a_test_that_names_it() -> None:
    """A file of its name, one that names the address, or one that asks for its fixed words."""
    tests = {file.name: text(file) for file in tracked() if file.parts[0] == "tests"}
    unknown = [
        address.name
        for address in addresses()
        if f"test_{address.word}.py" not in tests
        and not any(f'"{address.name}"' in source for source in tests.values())
        and not any(fixed_words(address.route) in source for source in tests.values())
    ]
    assert set(unknown) - MACHINES == set()


def test_a_verb_is_a_resource() -> None:
    wrong = [address.route for address in addresses() if VERBS & set(address.route.split("/"))]
    assert wrong == []


def test_pages_end_in_a_slash() -> None:
    files = re.compile(r"\.(json|csv|xlsx|svg|ics)$")
    wrong = [
        address.route
        for address in addresses()
        if address.name not in MACHINES and address.route and not address.route.endswith("/")
    ]
    assert [route for route in wrong if not files.search(route)] == []
