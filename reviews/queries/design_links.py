"""Where a load that is a portfolio design problem is taken up, as far as such pages exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class DesignLink:
    """A page that reshapes the portfolio."""

    label: str
    url: str


PLACES: Final = (
    ("Clusters proposed", ("reviews:group-list", "portfolio:group-list")),
    ("Try it on the design table", ("portfolio:design-table", "portfolio:draft-list")),
)
"""What each link says and the addresses it may have, the first that exists."""


def design_links() -> list[DesignLink]:
    """The pages there are; none while there is neither."""
    found = [(label, _first(names)) for label, names in PLACES]
    return [DesignLink(label, url) for label, url in found if url]


def _first(names: tuple[str, ...]) -> str:
    return next((url for name in names if (url := _url(name))), "")


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
