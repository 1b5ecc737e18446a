"""Addresses that stay in the quarter a page shows."""

from datetime import date

import pytest

from portfolio.kernel.links import as_of, in_quarter
from portfolio.kernel.moments import moment_for

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("url", "slug", "expected"),
    [
        ("/products/", "2026-q2", "/products/?at=2026-q2"),
        ("/products/?q=x", "2026-q2", "/products/?q=x&at=2026-q2"),
        ("/products/#h-m", "2026-q2", "/products/?at=2026-q2#h-m"),
        ("/products/", "", "/products/"),
        ("", "2026-q2", ""),
    ],
)
def test_the_quarter_goes_into_the_query(url: str, slug: str, expected: str) -> None:
    assert in_quarter(url, slug) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2026-q2", "/owners/?at=2026-q2"), ("2026-q4", "/owners/"), (None, "/owners/")],
)
def test_only_the_past_is_kept(at: str | None, expected: str) -> None:
    assert as_of("/owners/", moment_for(at, TODAY)) == expected


def test_without_a_moment_nothing_is_added() -> None:
    assert as_of("/owners/", None) == "/owners/"
