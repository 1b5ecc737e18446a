"""Synthetic persons: a leader, a facilitator, an admin, and the owners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from portfolio.populate.frame import Frame
from portfolio.populate.words import FIRST_NAMES, LAST_NAMES

COLUMNS = (
    "id, password, email, name, slug, title, manager_id, is_active, left_on, is_leadership, "
    "is_facilitator, is_admin, created_at, version"
)
LEADER, FACILITATOR, ADMIN = 1, 2, 3
FIRST_OWNER = 4
LEFT_EVERY = 40


def rows(frame: Frame, password: str) -> Iterator[tuple[Any, ...]]:
    """One row per person; all share `password`, a hash."""
    dice = frame.dice("people")
    for key in range(1, FIRST_OWNER + frame.owners):
        name = f"{dice.choice(FIRST_NAMES)} {dice.choice(LAST_NAMES)}"
        left = frame.today - timedelta(days=30 + key % 300) if has_left(frame, key) else None
        special = {LEADER: "leader", FACILITATOR: "facilitator", ADMIN: "admin"}.get(key)
        slug = special or f"{name.lower().replace(' ', '-').replace('ö', 'o')}-{key}"
        yield (
            key,
            password,
            f"{slug}@synthetic.example",
            name,
            slug,
            (special or "product owner").capitalize(),
            None if key == LEADER else LEADER,
            left is None,
            left,
            key == LEADER,
            key == FACILITATOR,
            key == ADMIN,
            f"{frame.begin} 08:00:00+00",
            1,
        )


def has_left(frame: Frame, key: int) -> bool:
    """One owner in forty has left; their clusters are orphans."""
    return key >= FIRST_OWNER and (key - FIRST_OWNER) % LEFT_EVERY == LEFT_EVERY - 1


def owner_keys(frame: Frame) -> range:
    """The keys of the owners."""
    return range(FIRST_OWNER, FIRST_OWNER + frame.owners)
