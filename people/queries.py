"""Reading persons and the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people.models import MailRefusal, Notification, NotificationKind, Organisation, Person
from portfolio.kernel.errors import Refused
from portfolio.kernel.reading import once
from portfolio.kernel.words import joined

PER_PAGE = 50
ROLES = {"is_leadership": "Leadership", "is_facilitator": "Facilitator", "is_admin": "Admin"}


def organisation() -> Organisation:
    """The organisation's one row; unsaved defaults before set-up has written it."""
    return once("organisation", _organisation)


def _organisation() -> Organisation:
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
    wants_mail: bool


def notification_list_page(person: Person, shown: str, number: str) -> NotificationListPage:
    """Newest first; `shown` is `all`, else the unread ones."""
    mine = Notification.objects.of(person)
    rows = (mine if shown == "all" else mine.unread()).select_related("by")
    pager = Paginator(rows, PER_PAGE).get_page(number)
    unread = mine.unread().count() if shown == "all" else pager.paginator.count
    wants_mail = bool(person.email) and not MailRefusal.objects.filter(person=person).exists()
    return NotificationListPage([_told(row) for row in pager], pager, unread, shown, wants_mail)


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


MOST_NAMED = 20


def people_named(slugs: Sequence[str]) -> list[Person]:
    """The people of these slugs; a beginning such as `olga` will do where it fits one person only.

    Raises `Refused` naming the first that fits nobody here, with near matches, or several people.
    """
    if not slugs:
        return []
    if len(slugs) > MOST_NAMED:
        raise Refused(
            f"At most {MOST_NAMED} people can be named at once.",
            code="too_many_names",
            field="text",
        )
    fits = Q(slug__in=slugs)
    for slug in slugs:
        fits |= Q(slug__startswith=f"{slug}-")
    known = list(Person.objects.active().filter(fits).order_by("slug")[:500])
    return [_one_named(slug, known) for slug in slugs]


def _one_named(slug: str, known: Sequence[Person]) -> Person:
    fits = [p for p in known if p.slug == slug] or [
        p for p in known if p.slug.startswith(f"{slug}-")
    ]
    if len(fits) == 1:
        return fits[0]
    if fits:
        told = joined([f"@{person.slug}" for person in fits[:5]])
        words = f"@{slug} fits several people: {told}. Write the whole name."
        raise Refused(words, code="unclear_mention", field="text")
    gone = Person.objects.filter(slug=slug).values_list("name", flat=True).first()
    if gone is not None:
        raise Refused(f"{gone} has left.", code="left", field="text")
    begin = Person.objects.active().filter(slug__startswith=slug[:1]).order_by("slug")
    near = get_close_matches(slug, begin.values_list("slug", flat=True)[:5000], 3, 0.6)
    hint = f" Did you mean {joined([f'@{one}' for one in near])}?" if near else ""
    raise Refused(f"Nobody here is called @{slug}.{hint}", code="unknown_mention", field="text")
