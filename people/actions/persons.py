"""Persons join and leave."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from people.models import Person
from people.slugs import free_slug


@transaction.atomic
def create_person(*, name: str, email: str | None = None, **fields: Any) -> Person:
    """Add a person; without a password they cannot sign in.

    `fields` may hold `title`, `manager`, the three role flags and `password`.
    """
    slug = free_slug(Person.objects.all(), name)
    return Person.objects.create_person(name=name, slug=slug, email=email or None, **fields)


@transaction.atomic
def deactivate_person(by: Person, person: Person, on: date) -> Person:
    """Record that the person has left. Clusters they own become orphans at once."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.is_active:
        person.is_active = False
        person.left_on = on
        person.save(update_fields=["is_active", "left_on"])
    return person
