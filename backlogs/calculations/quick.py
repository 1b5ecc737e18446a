"""One typed line becomes an item: `fix: leave arrives late ~2 /payroll`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backlogs.values import ItemType

_TYPE = re.compile(r"\s*(improvement|fix|enhancement|investigation)\s*:\s*", re.IGNORECASE)
_PRODUCT = re.compile(r"(?<!\S)/([a-z0-9][a-z0-9-]{0,79})(?!\S)")
_EFFORT = re.compile(r"(?<!\S)~([0-9]{1,4})(?!\S)")


@dataclass(frozen=True)
class QuickItem:
    """What the line says; effort in points, product as a slug."""

    title: str
    type: ItemType
    effort: int | None
    product: str = ""


def parse_quick(line: str) -> QuickItem:
    """Read a line: a type and a colon in front, `~points` and `/product` anywhere, then the title.

    The last mark of a kind counts. What is no such mark stays in the title: nothing typed is lost.
    """
    kind = ItemType.IMPROVEMENT
    found = _TYPE.match(line)
    if found:
        kind = ItemType(found[1].lower())
        line = line[found.end() :]
    efforts = _EFFORT.findall(line)
    products = _PRODUCT.findall(line)
    title = " ".join(_PRODUCT.sub(" ", _EFFORT.sub(" ", line)).split())
    return QuickItem(
        title, kind, int(efforts[-1]) if efforts else None, products[-1] if products else ""
    )
