"""The words of the backlog and the ways an item may go (DOMAIN 6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from portfolio.kernel.thresholds import read_thresholds
from portfolio.kernel.words import Word
from products.values import Dimension

__all__ = [
    "REFINING",
    "ActKind",
    "AgeBand",
    "BacklogPolicy",
    "Column",
    "Dimension",
    "ItemState",
    "ItemType",
    "Reference",
    "RoadmapAct",
    "Scheme",
    "allowed_states",
    "needs_reason",
]


class Scheme(Word):
    """How the organisation scores items."""

    RICE = "rice", "RICE: reach × impact × confidence ÷ effort"
    WSJF = "wsjf", "WSJF: (business value + time criticality + risk reduction) ÷ size"

    @property
    def short(self) -> str:
        """What people call it."""
        return self.name


@dataclass(frozen=True)
class BacklogPolicy:
    """Thresholds of the living list, in days, and the scheme of scores; keys `backlog.<field>`."""

    item_stale_days: int = 180
    list_stale_days: int = 90
    scheme: Scheme = Scheme.RICE

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> Self:
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "backlog", thresholds)


class ItemType(Word):
    """What kind of work an item is. Not to be confused with the dimension it serves."""

    IMPROVEMENT = "improvement", "Improvement"
    FIX = "fix", "Fix"
    ENHANCEMENT = "enhancement", "Enhancement"
    INVESTIGATION = "investigation", "Investigation"

    @property
    def asks_for_outcome(self) -> bool:
        """Whether an outcome hypothesis is asked for; a fix restores what was promised."""
        return self is not ItemType.FIX


class ItemState(Word):
    """Where the work stands. Waiting is in progress with nobody able to go on."""

    IDEA = "idea", "Idea"
    READY = "ready", "Ready"
    IN_PROGRESS = "in_progress", "In progress"
    WAITING = "waiting", "Waiting"
    SHIPPED = "shipped", "Shipped"
    DROPPED = "dropped", "Dropped"

    @property
    def is_closed(self) -> bool:
        """Shipped or dropped: no longer in the order."""
        return self in (ItemState.SHIPPED, ItemState.DROPPED)

    @property
    def is_started(self) -> bool:
        """In progress, waiting included: counted as load in flow figures."""
        return self in (ItemState.IN_PROGRESS, ItemState.WAITING)


class ActKind(Word):
    """What a person did to a list in one go."""

    MOVE = "move", "Moved"
    ADD = "add", "Added"
    CHANGE = "change", "Changed"


class AgeBand(Word):
    """For how long started work has been going on, in days since its first start."""

    WEEK = "week", "Up to 7 days"
    MONTH = "month", "8 to 30 days"
    QUARTER = "quarter", "31 to 90 days"
    OLDER = "older", "Over 90 days"


class Column(Word):
    """Where a roadmap puts something. No dates: only what comes before what."""

    NOW = "now", "Now"
    NEXT = "next", "Next"
    LATER = "later", "Later"


class RoadmapAct(Word):
    """What was done to a roadmap's entry; the label follows the entry's name in a sentence."""

    ADDED = "added", "added"
    MOVED = "moved", "moved"
    REMOVED = "removed", "taken off"
    REWORDED = "reworded", "reworded"
    GATHERED = "gathered", "items changed"
    CAME = "came", "came with its product"
    WENT = "went", "went with its product"


# Deciding what an item is ready for, or that it is not wanted, tends the list; working doesn't.
REFINING = frozenset({ItemState.IDEA, ItemState.READY, ItemState.DROPPED})

_NEXT: dict[ItemState, tuple[ItemState, ...]] = {
    ItemState.IDEA: (ItemState.READY, ItemState.IN_PROGRESS, ItemState.DROPPED),
    ItemState.READY: (ItemState.IN_PROGRESS, ItemState.IDEA, ItemState.DROPPED),
    ItemState.IN_PROGRESS: (
        ItemState.SHIPPED,
        ItemState.WAITING,
        ItemState.READY,
        ItemState.DROPPED,
    ),
    ItemState.WAITING: (ItemState.IN_PROGRESS, ItemState.READY, ItemState.DROPPED),
    ItemState.SHIPPED: (ItemState.IN_PROGRESS,),
    ItemState.DROPPED: (ItemState.IDEA, ItemState.READY),
}


def allowed_states(state: ItemState) -> tuple[ItemState, ...]:
    """Where an item in `state` may go, the usual way first."""
    return _NEXT[state]


def needs_reason(before: ItemState, after: ItemState) -> bool:
    """Dropping needs one, and so does opening again what was closed."""
    return after is ItemState.DROPPED or before.is_closed


_REFERENCE = re.compile(r"([A-Z][A-Z0-9]{1,11})-([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class Reference:
    """How people name an item: its product's key and its number there, `CR-198`."""

    key: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The reference `text` spells, in whatever case; None when it is none."""
        found = _REFERENCE.fullmatch(text.strip().upper())
        return cls(found[1], int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.key}-{self.number}"
