"""Which of the shipped items somebody wants to see: what a figure's address says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from backlogs.calculations.worked import JUDGED, WORKED, Work
from backlogs.queries.flow_doors import Count
from backlogs.values import Dimension, ItemType
from backlogs.values.verdicts import Lot
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter

ALL: Final = "all"
GROUPS: Final[Mapping[str, tuple[Lot, ...]]] = {
    ALL: tuple(Lot),
    "judged": JUDGED,
    "worked": WORKED,
    **{lot.value: (lot,) for lot in Lot},
}
WORDS: Final[Mapping[str, str]] = {
    ALL: "All shipped",
    "judged": "With a verdict",
    "worked": "Achieved at least a part",
    **{lot.value: lot.label for lot in Lot},
}


@dataclass(frozen=True)
class Choice:
    """Lots by a word, of a quarter or of all shown, of a type, of a dimension."""

    lot: str = ALL
    of: Quarter | None = None
    type: ItemType | None = None
    dimension: Dimension | None = None

    @classmethod
    def read(cls, params: Mapping[str, str], moment: Moment) -> Choice | None:
        """What an address asks for; None where it asks for no items."""
        lot = params.get("lot", "")
        if lot not in GROUPS:
            return None
        kind, dimension = params.get("type", ""), params.get("dimension", "")
        try:
            of = Quarter.parse(params.get("of", ""), moment.quarter.first_month)
        except ValueError:
            of = None
        return cls(
            lot,
            of,
            ItemType(kind) if kind in ItemType.texts() else None,
            Dimension(dimension) if dimension in Dimension.texts() else None,
        )

    def holds(self, work: Work, day: date) -> bool:
        """Whether the item is one of those, at the end of `day`."""
        return (
            (self.of is None or self.of.start <= work.shipped_on < self.of.end)
            and self.type in (None, work.type)
            and self.dimension in (None, work.dimension)
            and work.lot_on(day) in GROUPS[self.lot]
        )

    @property
    def title(self) -> str:
        """What the list of them is called."""
        of = f", shipped in {self.of.label}" if self.of else ""
        kind = f", {self.type.label.lower()}" if self.type else ""
        serves = f", for {self.dimension.label.lower()}" if self.dimension else ""
        return f"{WORDS[self.lot]}{of}{kind}{serves}"

    def params(self) -> dict[str, str]:
        """As an address says it."""
        found = {
            "lot": self.lot,
            "of": self.of.slug if self.of else "",
            "type": str(self.type or ""),
            "dimension": str(self.dimension or ""),
        }
        return {name: value for name, value in found.items() if value}


def count(number: int, path: str, moment: Moment, choice: Choice) -> Count:
    """A number, and the address that shows exactly the items it counts."""
    if not number:
        return Count(0, "")
    return Count(number, address(path, moment, choice) + "#items")


def address(path: str, moment: Moment, choice: Choice | None, **more: str) -> str:
    """The page at `path` with the chosen items, at the moment."""
    parts = (choice.params() if choice else {}) | more
    if moment.is_past:
        parts["at"] = moment.quarter.slug
    return f"{path}?{urlencode(parts)}" if parts else path
