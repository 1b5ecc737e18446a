"""Everything that happened to an item, newest first.

States, moves, rewordings with what they were before, the outcome and the scores, comments, links
and waits lie in tables of their own; one statement brings a page of them together. Each entry knows
its kind and its key, so that what is shown can be looked up and undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.urls import reverse

from backlogs.models import Item, StateEvent
from backlogs.queries.addresses import at_of
from backlogs.queries.clock import ends
from backlogs.queries.trail_sql import STATEMENT
from backlogs.queries.trail_words import Difference, Names, differences, told, without_a_name
from backlogs.values import ItemState, Reference
from portfolio.kernel.moments import Moment

NEWEST = 8
PER_PAGE = 40
TENDING = ("state", "move", "words", "outcome", "score")
"""Kinds that touch an item; talking about it, links and waits do not."""


@dataclass(frozen=True)
class Entry:
    """One line of the trail. `kind` and `key` say which row of which table it is."""

    kind: str
    key: int
    at: datetime
    who: str
    words: str
    reason: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class History:
    """The newest entries, the state the item ended in, and when it was last touched by then."""

    entries: tuple[Entry, ...]
    state: ItemState
    newest: datetime


def trail_of(item: Item, end: datetime) -> History:
    """What happened to the item before `end`, the newest of it."""
    entries = entries_of(item, end, NEWEST)
    event = StateEvent.objects.filter(item=item, at__lt=end).order_by("-at", "-id").first()
    touched = [entry.at for entry in entries if entry.kind in TENDING]
    state = ItemState(event.to_state) if event else ItemState(item.state)
    return History(entries, state, max(touched, default=event.at if event else item.created_at))


def entries_of(item: Item, end: datetime, limit: int, offset: int = 0) -> tuple[Entry, ...]:
    """A stretch of the trail before `end`, in one statement and one more for each kind of name."""
    values: dict[str, Any] = {"item": item.pk, "end": end, "limit": limit, "offset": offset}
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    names = Names.for_rows(rows)
    return tuple(_entry(row, names) for row in rows)


def _entry(row: dict[str, Any], names: Names) -> Entry:
    changed = differences(row["kind"], row["before"], row["after"], names)
    words, reason = told(row["kind"], row["before"], row["after"], changed)
    who = row["who"] or ""
    words = words if who else without_a_name(words)
    return Entry(row["kind"], row["key"], row["at"], who, words, reason, changed)


@dataclass(frozen=True)
class Pager:
    """Earlier and later pages, named as `components/pages.html` wants them; nothing is counted."""

    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether there is a newer page."""
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        """Whether there is another page at all."""
        return self.has_next or self.has_previous

    @property
    def next_page_number(self) -> int:
        """The page with older entries."""
        return self.number + 1

    @property
    def previous_page_number(self) -> int:
        """The page with newer entries."""
        return self.number - 1


@dataclass(frozen=True)
class ItemTrailPage:
    """A page of the trail."""

    reference: str
    title: str
    entries: tuple[Entry, ...]
    pager: Pager
    url: str


def item_trail_page(item: Item, moment: Moment, number: str) -> ItemTrailPage:
    """By the end of the moment, `PER_PAGE` entries a page; an odd number is the first page."""
    page = min(int(number[:6]), 1000) if number.isascii() and number.isdecimal() else 1
    page = max(page, 1)
    found = entries_of(item, ends(moment.on), PER_PAGE + 1, (page - 1) * PER_PAGE)
    reference = Reference(item.product.key, item.number)
    return ItemTrailPage(
        reference=str(reference),
        title=item.title,
        entries=found[:PER_PAGE],
        pager=Pager(page, len(found) > PER_PAGE),
        url=reverse("backlogs:item-detail", args=[reference]) + at_of(moment),
    )
