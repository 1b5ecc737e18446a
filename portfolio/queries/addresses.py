"""Addresses for rows: resolved once per page, filled in per row, always at the page's moment."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import NoReverseMatch, reverse

from portfolio.kernel.moments import Moment

HOLE = "0-0"

Pattern = Callable[[str], str]


def pattern(
    name: str,
    moment: Moment | None = None,
    argument: str = "slug",
    hole: str | int = HOLE,
    **more: object,
) -> Pattern:
    """`pattern("portfolio:product-detail", moment)("payroll")`: one `reverse` for many rows.

    `hole` is a value the address accepts, where `argument` is no slug; `more` are its other
    arguments. Slugs hold nothing that would need quoting. A page that does not exist gives no
    address.
    """
    try:
        path = reverse(name, kwargs={argument: hole, **more})
    except NoReverseMatch:
        return lambda slug: ""
    before, after = path.split(str(hole))
    suffix = after + at(moment)
    return lambda slug: f"{before}{slug}{suffix}" if slug else ""


def score_url(of: str, kind: str, moment: Moment | None = None) -> Pattern:
    """The address of the health or value of products or clusters, by their slug."""
    return pattern(f"portfolio:{of}-score", moment, kind=str(kind))


def page(name: str, moment: Moment | None = None, query: str = "") -> str:
    """The address of a page without arguments; nothing while there is no such page."""
    try:
        path = reverse(name)
    except NoReverseMatch:
        return ""
    parts = [part for part in (query, at(moment).lstrip("?")) if part]
    return f"{path}?{'&'.join(parts)}" if parts else path


def at(moment: Moment | None) -> str:
    """`?at=2026-q2` when the page looks back."""
    return f"?at={moment.quarter.slug}" if moment is not None and moment.is_past else ""
