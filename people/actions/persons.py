"""Persons join, change and leave."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from people.models import Person
from people.slugs import free_slug
from portfolio.kernel.errors import Conflict, Refused

EDITABLE = (
    "name", "email", "title", "manager", "is_leadership", "is_facilitator", "is_admin",
)  # fmt: skip


@transaction.atomic
def create_person(*, name: str, email: str | None = None, **fields: Any) -> Person:
    """Add a person; without a password they cannot sign in.

    `fields` may hold `title`, `manager`, the three role flags and `password`.
    """
    _check_email(email)
    slug = free_slug(Person.objects.all(), name)
    return Person.objects.create_person(name=name, slug=slug, email=email or None, **fields)


@transaction.atomic
def edit_person(by: Person, person: Person, version: int, **fields: Any) -> Person:
    """Change name, address, manager or roles; raises `Conflict` when somebody saved meanwhile.

    A `password` among the fields becomes theirs, and their sessions end. Raises `Refused` when
    nobody would be left to keep people and roles.
    """
    locked = _locked(person)
    if locked.version != version:
        raise Conflict("Somebody changed this person meanwhile.", code="stale_version")
    if locked.is_admin and not fields.get("is_admin", True):
        _check_other_admin(locked, "is_admin")
    _check_email(fields.get("email"), but=locked)
    _check_manager(locked, fields.get("manager"))
    for name in EDITABLE:
        if name in fields:
            setattr(locked, name, fields[name])
    locked.email = locked.email or None
    if fields.get("password"):
        locked.set_password(fields["password"])
    locked.version += 1
    locked.save()
    return locked


@transaction.atomic
def deactivate_person(by: Person, person: Person, on: date) -> Person:
    """Record that the person has left. Clusters they own become orphans at once."""
    locked = _locked(person)
    if locked.is_active:
        if locked.is_admin:
            _check_other_admin(locked, "on")
        locked.is_active = False
        locked.left_on = on
        locked.version += 1
        locked.save(update_fields=["is_active", "left_on", "version"])
    return locked


@transaction.atomic
def reactivate_person(by: Person, person: Person) -> Person:
    """The person is back, with the roles they had; harmless for somebody who is here."""
    locked = _locked(person)
    if not locked.is_active:
        locked.is_active = True
        locked.left_on = None
        locked.version += 1
        locked.save(update_fields=["is_active", "left_on", "version"])
    return locked


@transaction.atomic
def set_password(by: Person | None, person: Person, password: str) -> Person:
    """Give the person a new password; every session of theirs ends, but for the caller's."""
    locked = _locked(person)
    locked.set_password(password)
    locked.save(update_fields=["password"])
    return locked


@transaction.atomic
def make_admin(email: str, password: str, name: str = "") -> Person:
    """Let the person with this address sign in as an admin; make them when there is none."""
    person = Person.objects.select_for_update(no_key=True).filter(email__iexact=email).first()
    if person is None:
        name = name or email.partition("@")[0].replace(".", " ").title()
        return create_person(name=name, email=email, password=password, is_admin=True)
    person.is_admin, person.is_active, person.left_on = True, True, None
    person.set_password(password)
    person.version += 1
    person.save()
    return person


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _check_email(email: str | None, but: Person | None = None) -> None:
    if not email:
        return
    others = Person.objects.filter(email__iexact=email)
    holder = (others.exclude(pk=but.pk) if but else others).first()
    if holder is not None:
        raise Refused(
            f"{holder.name} signs in with this address already.", code="email_taken", field="email"
        )


def _check_manager(person: Person, manager: Person | None) -> None:
    if manager is not None and manager.pk == person.pk:
        raise Refused("Nobody is their own manager.", code="own_manager", field="manager")


def _check_other_admin(person: Person, field: str) -> None:
    # Locked in key order, so that two admins who remove each other take turns.
    admins = Person.objects.active().filter(is_admin=True).order_by("pk")
    others = list(admins.exclude(pk=person.pk).select_for_update(no_key=True))
    if not others:
        raise Refused(
            f"{person.name} is the only admin. Make somebody else an admin first.",
            code="last_admin",
            field=field,
        )
