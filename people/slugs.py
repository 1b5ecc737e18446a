"""Addresses made of names: readable, unique, and never built by the person who types the name."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from django.db import models
from django.utils.text import slugify

LONGEST = 60
RESERVED = {"new"}
"""Words that stand where a slug would in our addresses."""


def slug_base(name: str) -> str:
    """The beginning of every slug a name can get."""
    base = slugify(name)[:LONGEST].strip("-") or "unnamed"
    return f"{base}-1" if base in RESERVED else base


def unused(base: str, taken: Container[str], separator: str = "-") -> str:
    """`base`, else `base-2`, `base-3`, …: the first that isn't taken."""
    if base not in taken:
        return base
    number = 2
    while f"{base}{separator}{number}" in taken:
        number += 1
    return f"{base}{separator}{number}"


def free_slug(rows: models.QuerySet[Any], name: str) -> str:
    """A slug for `name` that no row of `rows` has: `payroll`, else `payroll-2`, `payroll-3`, …"""
    base = slug_base(name)
    return unused(base, set(rows.filter(slug__startswith=base).values_list("slug", flat=True)))


class Slugs:
    """Hands out unused slugs for many new rows after one look at those that are taken."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.last: dict[str, int] = {}

    def take(self, base: str, separator: str = "-") -> str:
        """The next unused one; numbers go on where they stopped, so a thousand Alikes are quick."""
        slug, number = base, self.last.get(base, 1)
        while slug in self.taken:
            number += 1
            slug = f"{base}{separator}{number}"
        self.taken.add(slug)
        self.last[base] = number
        return slug
