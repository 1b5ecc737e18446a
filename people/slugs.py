"""Addresses made of names: readable, unique, and never built by the person who types the name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.text import slugify

LONGEST = 60


def free_slug(rows: models.QuerySet[Any], name: str) -> str:
    """A slug for `name` that no row of `rows` has: `payroll`, else `payroll-2`, `payroll-3`, …"""
    base = slugify(name)[:LONGEST].strip("-") or "unnamed"
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
