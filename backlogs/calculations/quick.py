"""One typed line becomes an item: `fix: leave arrives late !3 #notice-given @dana ~2 /payroll`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from backlogs.values import ItemType

LARGEST_EFFORT = 1000

_TYPE = re.compile(r"\s*(improvement|fix|enhancement|investigation)\s*:\s*", re.IGNORECASE)
_MARK = re.compile(r"(?<!\S)([!#@~/])(\S{1,80})(?!\S)")
_ESCAPED = re.compile(r"(?<!\S)\\(?=[!#@~/])")
_NUMBER = re.compile(r"[-−+]?[0-9]+(?:[.,][0-9]+)?")
_SHAPES = {
    "!": _NUMBER,
    "~": _NUMBER,
    "#": re.compile(r"(?=[^a-z]*[a-z])[a-z0-9][a-z0-9-]*", re.IGNORECASE),
    "@": re.compile(r"[^\W\d_][\w'-]*(?:\.[\w-]+)*"),
    "/": re.compile(r"[a-z0-9][a-z0-9-]*"),
}


@dataclass(frozen=True)
class QuickItem:
    """What the line says; effort in points, `place` a position from 1.

    `product`, `person` and `metric` are words still: what they name depends on the list. `error`
    says in a sentence what cannot be meant.
    """

    title: str
    type: ItemType
    effort: int | None
    product: str = ""
    place: int | None = None
    person: str = ""
    metric: str = ""
    error: str = ""


@dataclass
class _Marks:
    found: dict[str, str] = field(default_factory=dict)

    def take(self, match: re.Match[str]) -> str:
        """Remember a mark and take it out; what only looks like one stays where it is."""
        sign, word = match[1], match[2]
        if not _SHAPES[sign].fullmatch(word):
            return match[0]
        self.found[sign] = word
        return " "


def parse_quick(line: str) -> QuickItem:
    """Read a line: a type and a colon in front; then a title and, anywhere, the marks.

    `!3` position, `#slug` metric, `@name` person, `~2` effort, `/slug` product. The last mark of a
    kind counts. What is no such mark stays in the title, and so does a mark behind a backslash:
    nothing typed is lost.
    """
    kind = ItemType.IMPROVEMENT
    named = _TYPE.match(line)
    if named:
        kind = ItemType(named[1].lower())
        line = line[named.end() :]
    marks = _Marks()
    rest = _ESCAPED.sub("", _MARK.sub(marks.take, line))
    found = marks.found
    effort, place = _whole(found.get("~", "")), _whole(found.get("!", ""))
    return QuickItem(
        " ".join(rest.split()),
        kind,
        effort,
        found.get("/", ""),
        place,
        found.get("@", ""),
        found.get("#", "").lower(),
        _odd(found, effort, place),
    )


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _odd(found: dict[str, str], effort: int | None, place: int | None) -> str:
    if "~" in found and not 0 < (effort or 0) <= LARGEST_EFFORT:
        return f"Effort is 1 to {LARGEST_EFFORT} points, or nothing; “~{found['~']}” is neither."
    if "!" in found and not place:
        return f"A position counts from 1; “!{found['!']}” is none."
    return ""
