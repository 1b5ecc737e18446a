"""Addresses of lists and their items, as of a moment."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlencode

from django.urls import reverse

from backlogs.values import Filters, Reference
from portfolio.kernel.moments import Moment


class Place(Protocol):
    """A row: its reference, and what the list is sorted by."""

    @property
    def reference(self) -> str:
        """How people name it."""
        ...

    @property
    def place(self) -> str:
        """What the list is sorted by, as an address says it."""
        ...


SAMPLE = Reference("XX", 1)  # its address, taken apart once, makes the address of every row
FILES = ("CSV", "XLSX", "JSON")


def at_of(moment: Moment) -> str:
    """What an address ends in to stay in a past quarter."""
    return f"?at={moment.quarter.slug}" if moment.is_past else ""


def home_path(slug: str) -> str:
    """The list of the cluster at `slug`."""
    return reverse("backlogs:cluster-backlog", args=[slug])


def item_parts(moment: Moment) -> tuple[str, str]:
    """What stands before and after the reference in the address of an item."""
    prefix, rest = reverse("backlogs:item-detail", args=[SAMPLE]).split(str(SAMPLE))
    return prefix, rest + at_of(moment)


def list_url(path: str, moment: Moment, filters: Filters, **more: str) -> str:
    """The list at `path` with its filters, those in `more` beside them or in their place."""
    parts = filters.params() | more
    if moment.is_past:
        parts["at"] = moment.quarter.slug
    return f"{path}?{urlencode(parts)}" if parts else path


def part_url(path: str, moment: Moment, filters: Filters, name: str, row: Place) -> str:
    """The rows of the list `after` or `until` this one, wherever it will stand by then."""
    return list_url(path, moment, filters, **{name: row.reference, "key": row.place})


def exports(path: str, moment: Moment, filters: Filters) -> tuple[tuple[str, str], ...]:
    """What a list leaves as: the word and the address of each kind of file."""
    return tuple(
        (word, list_url(f"{path}export/", moment, filters, format=word.lower())) for word in FILES
    )
