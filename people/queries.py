"""Reading persons and the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people.models import Notification, NotificationKind, Organisation, Person

PER_PAGE = 50
ROLES = {"is_leadership": "Leadership", "is_facilitator": "Facilitator", "is_admin": "Admin"}


def organisation() -> Organisation:
    """The organisation's one row; unsaved defaults before set-up has written it."""
    return Organisation.objects.filter(pk=1).first() or Organisation(pk=1)


def today() -> date:
    """Today in the installation's time zone."""
    return timezone.localdate()


@dataclass(frozen=True)
class PersonRow:
    """One line of the list of people."""

    name: str
    url: str
    title: str
    email: str
    manager: str
    roles: str
    left_on: date | None


@dataclass(frozen=True)
class PersonListPage:
    """People, a page of them, and how many there are."""

    rows: list[PersonRow]
    pager: Page[Any]
    total: int
    q: str
    shown: str


def person_list_page(q: str, shown: str, number: str) -> PersonListPage:
    """People whose name, title or address holds `q`; `shown` is here, left or all."""
    people = Person.objects.select_related("manager").order_by("name", "pk")
    if shown in ("here", "left"):
        people = people.filter(is_active=shown == "here")
    if q:
        people = people.filter(Q(name__icontains=q) | Q(title__icontains=q) | Q(email__icontains=q))
    pager = Paginator(people, PER_PAGE).get_page(number)
    return PersonListPage([_row(p) for p in pager], pager, pager.paginator.count, q, shown)


def _row(person: Person) -> PersonRow:
    return PersonRow(
        name=person.name,
        url=reverse("people:person-edit", args=[person.slug]),
        title=person.title,
        email=person.email or "",
        manager=person.manager.name if person.manager else "",
        roles=", ".join(word for flag, word in ROLES.items() if getattr(person, flag)),
        left_on=None if person.is_active else person.left_on,
    )


@dataclass(frozen=True)
class NotificationRow:
    """One line of what a person was told."""

    kind: str
    words: str
    by: str
    at: datetime
    is_read: bool
    path: str
    reading_url: str


@dataclass(frozen=True)
class NotificationListPage:
    """What a person was told, a page of it; `unread` counts all of theirs."""

    rows: list[NotificationRow]
    pager: Page[Any]
    unread: int
    shown: str


def notification_list_page(person: Person, shown: str, number: str) -> NotificationListPage:
    """Newest first; `shown` is `all`, else the unread ones."""
    mine = Notification.objects.of(person)
    rows = (mine if shown == "all" else mine.unread()).select_related("by")
    pager = Paginator(rows, PER_PAGE).get_page(number)
    unread = mine.unread().count() if shown == "all" else pager.paginator.count
    return NotificationListPage([_told(row) for row in pager], pager, unread, shown)


def _told(row: Notification) -> NotificationRow:
    return NotificationRow(
        kind=NotificationKind(row.kind).label,
        words=row.words,
        by=row.by.name if row.by else "",
        at=row.at,
        is_read=row.read_at is not None,
        path=row.path,
        reading_url=reverse("people:notification-reading", args=[row.pk]),
    )


def unread_of(person: Person, most: int) -> tuple[list[Notification], int]:
    """The newest unread ones of a person, at most `most`, and how many there are in all."""
    mine = Notification.objects.of(person).unread()
    rows = list(mine[:most])
    return rows, len(rows) if len(rows) < most else mine.count()
