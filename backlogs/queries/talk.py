"""What is said about an item, what hangs on it, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse

from backlogs.models import Comment, Item, Link, Wait
from backlogs.permissions import speaks
from backlogs.queries.addresses import at_of
from backlogs.queries.clock import ends
from backlogs.values import ItemState, Reference
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.markdown import rendered
from portfolio.kernel.moments import Moment

LATEST = 5
PER_PAGE = 25


@dataclass(frozen=True)
class Said:
    """A comment; one that was removed has no words and no buttons."""

    key: int
    by: str
    at: datetime
    html: str
    is_edited: bool
    is_removed: bool
    is_own: bool
    url: str


@dataclass(frozen=True)
class Attached:
    """A link, with the host it leads to."""

    title: str
    url: str
    host: str
    removal_url: str


@dataclass(frozen=True)
class Tie:
    """The item at the other end of a wait; `words` says what its state means for who waits."""

    reference: str
    title: str
    url: str
    state: ItemState
    is_open: bool
    words: str
    removal_url: str


@dataclass(frozen=True)
class Talk:
    """All of it, ready for the panel and the page. `comments` are the newest; `more` counts all."""

    comments: tuple[Said, ...]
    more: int
    links: tuple[Attached, ...]
    waits: tuple[Tie, ...]
    waited_by: tuple[Tie, ...]
    can_speak: bool

    @property
    def is_blocked(self) -> bool:
        """Whether something it waits for is still open."""
        return any(tie.is_open for tie in self.waits)


def talk_of(person: Person, item: Item, moment: Moment, end: datetime) -> Talk:
    """As of a moment, in three statements; the words are those of now."""
    newest = list(_comments(item, end)[: LATEST + 1])
    count = _comments(item, end).count() if len(newest) > LATEST else 0
    waits = _ties(item, moment, end)
    return Talk(
        comments=tuple(_said(person, row, moment) for row in newest[:LATEST]),
        more=count,
        links=tuple(_links(item, end)),
        waits=tuple(tie for is_ours, tie in waits if is_ours),
        waited_by=tuple(tie for is_ours, tie in waits if not is_ours),
        can_speak=not moment.is_past and speaks(person, item),
    )


@dataclass(frozen=True)
class Ties:
    """Links and waits of an item, for the pages with their forms."""

    reference: str
    title: str
    links: tuple[Attached, ...]
    waits: tuple[Tie, ...]
    waited_by: tuple[Tie, ...]
    url: str


def item_ties(item: Item, moment: Moment) -> Ties:
    """As of a moment."""
    end, reference = ends(moment.on), Reference(item.product.key, item.number)
    waits = _ties(item, moment, end)
    return Ties(
        reference=str(reference),
        title=item.title,
        links=tuple(_links(item, end)),
        waits=tuple(tie for is_ours, tie in waits if is_ours),
        waited_by=tuple(tie for is_ours, tie in waits if not is_ours),
        url=reverse("backlogs:item-detail", args=[reference]),
    )


@dataclass(frozen=True)
class ItemCommentsPage:
    """Everything said about an item, a page of it, newest first."""

    reference: str
    title: str
    comments: tuple[Said, ...]
    pager: Page[Any]
    can_speak: bool
    url: str


def item_comments_page(person: Person, item: Item, moment: Moment, number: str) -> ItemCommentsPage:
    """The comments by the end of the moment."""
    from_then = _comments(item, ends(moment.on))
    pager = Paginator(from_then, PER_PAGE).get_page(number)
    reference = Reference(item.product.key, item.number)
    return ItemCommentsPage(
        reference=str(reference),
        title=item.title,
        comments=tuple(_said(person, row, moment) for row in pager),
        pager=pager,
        can_speak=not moment.is_past and speaks(person, item),
        url=reverse("backlogs:item-detail", args=[reference]),
    )


def find_comment(reference: Reference, key: int) -> Comment:
    """A comment of the item that still stands; raises `NotFound`."""
    rows = Comment.objects.select_related("item__product", "item__cluster")
    return _found(rows.filter(removed_at=None), reference, key, "comment")  # type: ignore[no-any-return]


def find_link(reference: Reference, key: int) -> Link:
    """A link of the item, taken off or not; raises `NotFound`."""
    return _found(Link.objects.select_related("item"), reference, key, "link")  # type: ignore[no-any-return]


def find_wait(reference: Reference, key: int) -> Wait:
    """What the item waits for or waited for; raises `NotFound`."""
    return _found(Wait.objects.select_related("item"), reference, key, "wait")  # type: ignore[no-any-return]


def _found(rows: Any, reference: Reference, key: int, word: str) -> Any:
    item = {"item__product__key": reference.key, "item__number": reference.number}
    found = rows.filter(pk=key, **item).first()
    if found is None:
        raise NotFound(f"There is no such {word}.", code="not_found")
    return found


def _comments(item: Item, end: datetime) -> Any:
    rows = Comment.objects.filter(item=item, at__lt=end).order_by("-at", "-pk")
    return rows.select_related("by", "item__product")


def _said(person: Person, row: Comment, moment: Moment) -> Said:
    reference = Reference(row.item.product.key, row.item.number)
    is_removed = row.removed_at is not None
    return Said(
        key=row.pk,
        by=row.by.name,
        at=row.at,
        html=rendered(row.text),
        is_edited=row.edited_at is not None and not is_removed,
        is_removed=is_removed,
        is_own=row.by_id == person.pk and not is_removed and not moment.is_past,
        url=reverse("backlogs:item-comment", args=[reference, row.pk]),
    )


def _links(item: Item, end: datetime) -> Any:
    rows = Link.objects.filter(item=item, at__lt=end)
    reference = Reference(item.product.key, item.number)
    for row in rows.filter(Q(removed_at=None) | Q(removed_at__gte=end)).order_by("at", "pk"):
        host = urlsplit(row.url).hostname or ""
        url = reverse("backlogs:item-link-removal", args=[reference, row.pk])
        yield Attached(row.title, row.url, host, url)


def _ties(item: Item, moment: Moment, end: datetime) -> list[tuple[bool, Tie]]:
    """Both directions in one statement; True for what the item itself waits for."""
    rows = Wait.objects.filter(Q(item=item) | Q(blocker=item), at__lt=end)
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gte=end)).order_by("at", "pk")
    return [
        (row.item_id == item.pk, _tie(row, row.item_id == item.pk, moment))
        for row in rows.select_related("item__product", "blocker__product")
    ]


def _tie(row: Wait, is_ours: bool, moment: Moment) -> Tie:
    other = row.blocker if is_ours else row.item
    waiter = Reference(row.item.product.key, row.item.number)
    reference = Reference(other.product.key, other.number)
    state = ItemState(other.state)
    return Tie(
        reference=str(reference),
        title=other.title,
        url=reverse("backlogs:item-detail", args=[reference]) + at_of(moment),
        state=state,
        is_open=not state.is_closed,
        words=_meaning(state) if is_ours else "",
        removal_url=reverse("backlogs:item-wait-removal", args=[waiter, row.pk]),
    )


def _meaning(state: ItemState) -> str:
    if state is ItemState.SHIPPED:
        return "done, nothing to wait for any more"
    if state is ItemState.DROPPED:
        return "dropped, so it will not come; find another way or stop waiting"
    return ""
