"""Reading persons and the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people.models import Organisation, Person

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
