"""Display settings: only known values are kept, and nobody is sent elsewhere."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("posted", "kept"),
    [
        ({"theme": "dark"}, {"theme": "dark"}),
        ({"theme": "dark", "density": "compact", "keys": "off"},
         {"theme": "dark", "density": "compact", "keys": "off"}),
        ({"theme": ""}, {"theme": ""}),
        ({"theme": "purple", "density": '"><script>'}, {}),
        ({}, {}),
    ],
)  # fmt: skip
def test_known_values_become_cookies(posted: dict[str, str], kept: dict[str, str]) -> None:
    response = Client().post("/theme/", posted)

    assert response.status_code == 302
    assert {name: cookie.value for name, cookie in response.cookies.items()} == kept


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/products/?at=2026-q2&q=x", "/products/?at=2026-q2&q=x"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_it_leads_back_to_our_own_pages_only(wanted: str, given: str) -> None:
    response = Client().post("/theme/", {"next": wanted})

    assert response.headers["Location"] == given


def test_a_script_gets_no_page() -> None:
    response = Client().post("/theme/", {"theme": "dark"}, headers={"X-Requested-With": "fetch"})

    assert (response.status_code, response.content) == (204, b"")


def test_reading_it_changes_nothing(db: None) -> None:
    response = Client().get("/theme/")

    assert response.status_code == 405
    assert not response.cookies
