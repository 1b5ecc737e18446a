"""One typed line becomes an item: `fix: leave arrives late ~2`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backlogs.values import ItemType

_TYPE = re.compile(r"\s*(improvement|fix|enhancement|investigation)\s*:\s*", re.IGNORECASE)
_EFFORT = re.compile(r"(?<!\S)~([0-9]{1,4})(?!\S)")


@dataclass(frozen=True)
class QuickItem:
    """What the line says; effort in points."""

    title: str
    type: ItemType
    effort: int | None


def parse_quick(line: str) -> QuickItem:
    """Read a line: a type and a colon in front, `~points` anywhere, the rest is the title.

    The last `~points` counts. What is no such mark stays in the title, so nothing typed is lost.
    """
    kind = ItemType.IMPROVEMENT
    found = _TYPE.match(line)
    if found:
        kind = ItemType(found[1].lower())
        line = line[found.end() :]
    efforts = _EFFORT.findall(line)
    title = " ".join(_EFFORT.sub(" ", line).split())
    return QuickItem(title, kind, int(efforts[-1]) if efforts else None)
