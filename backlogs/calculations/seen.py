"""What a person had on screen of an item when they did something to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from backlogs.values import ItemState

_LETTERS = dict(zip("irpwsd", ItemState, strict=True))
_SEEN = re.compile(r"([0-9]{1,9})([irpwsd])")


@dataclass(frozen=True)
class Seen:
    """What a person had on screen of an item, written `CP-1.3i`: version 3, an idea."""

    version: int
    state: ItemState

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """What `3i` says; None when it says nothing."""
        found = _SEEN.fullmatch(text)
        return cls(int(found[1]), _LETTERS[found[2]]) if found else None

    def __str__(self) -> str:
        return (
            f"{self.version}{next(key for key, state in _LETTERS.items() if state is self.state)}"
        )
