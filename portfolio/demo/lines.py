"""The short notation of the content files: one line for a metric, one for an item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

METRIC = re.compile(
    r"^(?P<name>[^\[:]+?)(?: \[(?P<shape>[^\]]+)\])?"
    r" (?P<target>[\d.]+)/(?P<warning>[\d.]+)/(?P<floor>-?[\d.]+)"
    r"(?P<star> \*)?(?: ; (?P<silent>\d+))? : (?P<path>.+)$"
)
ITEM = re.compile(
    r"^(?P<state>\w+) (?P<days>\d+) (?P<type>[ifeq])(?P<dimension>[IOS]?)(?P<effort>\d*)"
    r" (?P<title>[^|]+?)(?:\|(?P<reason>.+))?$"
)
TYPES = {"i": "improvement", "f": "fix", "e": "enhancement", "q": "investigation"}
DIMENSIONS = {"": "improvement", "I": "improvement", "O": "operations", "S": "support"}


@dataclass(frozen=True)
class MetricLine:
    """`name [unit, level, dimension, direction, cadence, summary] T/W/F * ; silent : path`.

    Without the bracket the name is a slug of the library. `*` marks the north star, `silent` says
    for how many days nobody has measured. The path is one value a quarter, the current one last;
    `-` is a quarter without measurements.
    """

    name: str
    shape: tuple[str, ...]
    target: Decimal
    warning: Decimal
    floor: Decimal
    is_north_star: bool
    silent_days: int
    path: tuple[Decimal | None, ...]

    @classmethod
    def parse(cls, text: str) -> MetricLine:
        """Raises `ValueError` with the line when it is not in the notation."""
        found = METRIC.match(text)
        if not found:
            raise ValueError(f"not a metric line: {text}")
        shape = tuple(part.strip() for part in (found["shape"] or "").split(",") if part.strip())
        return cls(
            found["name"],
            shape,
            Decimal(found["target"]),
            Decimal(found["warning"]),
            Decimal(found["floor"]),
            bool(found["star"]),
            int(found["silent"] or 0),
            tuple(None if word == "-" else Decimal(word) for word in found["path"].split()),
        )


@dataclass(frozen=True)
class ItemLine:
    """`state days-ago type[dimension][effort] title|reason`; the days are those of the state."""

    state: str
    days: int
    type: str
    dimension: str
    effort: int | None
    title: str
    reason: str

    @classmethod
    def parse(cls, text: str) -> ItemLine:
        """Raises `ValueError` with the line when it is not in the notation."""
        found = ITEM.match(text)
        if not found:
            raise ValueError(f"not an item line: {text}")
        return cls(
            found["state"],
            int(found["days"]),
            TYPES[found["type"]],
            DIMENSIONS[found["dimension"]],
            int(found["effort"]) if found["effort"] else None,
            found["title"],
            found["reason"] or "",
        )
