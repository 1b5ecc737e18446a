"""A cell of the measuring grid: what was typed, what is known, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class CellState(StrEnum):
    """What became of what was typed. Only `SAVED` wrote something; `SAME` had nothing to write."""

    SAVED = "saved"
    SAME = "same"
    CHECK = "check"
    WHY = "why"
    CLASH = "clash"
    BAD = "bad"
    DRAFT = "draft"

    @property
    def is_open(self) -> bool:
        """Whether the person has still something to do."""
        return self in (CellState.CHECK, CellState.WHY, CellState.CLASH, CellState.BAD)


@dataclass(frozen=True)
class Place:
    """A metric and the last day of one of its stretches: where a cell is."""

    metric_id: int
    end: date

    def __str__(self) -> str:
        return f"{self.metric_id}.{self.end.isoformat()}"


@dataclass(frozen=True)
class Typed:
    """One cell as it was sent. `base` is the number the person saw there, 0 for an empty cell."""

    place: Place
    base: int
    text: str
    reason: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True)
class Known:
    """The number of a cell: the newest that counts within its stretch, and how many there are."""

    id: int
    on: date
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str = "person"
    by: str = ""
    count: int = 1


@dataclass(frozen=True)
class Stretch:
    """The days a cell speaks of, as seen on `today`."""

    start: date
    end: date
    today: date

    @property
    def measured_on(self) -> date:
        """The day a new number is kept under: the stretch's last, or today while it lasts."""
        return min(self.end, self.today)


@dataclass(frozen=True)
class CellMetric:
    """What must be known of a metric to judge a number typed for it."""

    unit: str
    is_ratio: bool
    started_on: date
    introduced_on: date
    product: str
    is_fed: bool = False
    known: tuple[Decimal, ...] = ()
    before: tuple[str, Decimal] | None = None


@dataclass(frozen=True)
class Choice:
    """A button: what it says, the text it puts into the cell, and the number it was meant for."""

    label: str
    text: str
    base: int


@dataclass(frozen=True)
class Verdict:
    """What became of a typed cell, in words; `reading` is the number when there is one to keep."""

    typed: Typed
    state: CellState
    words: str = ""
    choices: tuple[Choice, ...] = ()
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    on: date | None = field(default=None)
