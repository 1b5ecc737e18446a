"""The values of reading and writing: where a record came from, what it holds, what was refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Cell = str | int | Decimal | date | None
"""What a table to write holds. A date with a time of day is none."""

SHOWN_CHARACTERS = 200
"""A refused value is repeated to the reader up to this length; the file still has all of it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one import may weigh. Counts are inclusive: exactly the limit is still read."""

    file_bytes: int = 50_000_000
    files: int = 1_000
    rows: int = 200_000
    columns: int = 500
    column_name_characters: int = 500
    cell_characters: int = 32_767
    nesting: int = 20
    nodes: int = 2_000_000
    zip_entries: int = 2_000
    zip_unpacked_bytes: int = 100_000_000
    zip_ratio: int = 200
    sheet_cells: int = 5_000_000
    yaml_aliases: int = 100


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write: its title, its columns, and its rows as they come."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Cut:
    """A text a cell could not hold: the row of the sheet (the header is 1) and its whole length."""

    row: int
    column: str
    length: int


@dataclass(frozen=True, slots=True)
class Source:
    """One file: the name it is shown under and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: the file and the line, row or record in it (counted from 1)."""

    file: str
    number: int = 0
    unit: str = "line"
    path: str = ""

    @property
    def place(self) -> str:
        """`line 12`, `row 3` or `record 2 at items[1]`; empty for the file as a whole."""
        counted = f"{self.unit} {self.number}" if self.number else ""
        return f"{counted} at {self.path}" if self.path else counted

    @property
    def label(self) -> str:
        """The file and the place in one phrase, for a message."""
        return f"{self.file}, {self.place}" if self.place else self.file


@dataclass(frozen=True, slots=True)
class Record:
    """One record: a flat row of texts, or a nested document."""

    origin: Origin
    data: Mapping[str, Any]
    root: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something refused: where, which column, the value as it stood, and why in a sentence."""

    origin: Origin
    reason: str
    column: str = ""
    value: str = ""
    code: str = "unreadable"

    def __str__(self) -> str:
        column = f", column “{self.column}”" if self.column else ""
        return f"{self.origin.label}{column}: {self.reason}"


class TabularError(Exception):
    """A whole file cannot be read; carries the problem to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a profile says about the files; `auto` and None mean: find out."""

    format: str = "auto"
    encoding: str = "auto"
    delimiter: str = "auto"
    sheet: str | None = None
    header_row: int = 1
    records: str = ""
    skip_files: tuple[str, ...] = ()
    number_columns: bool = False
    marked: bool = False


@dataclass(slots=True)
class Reading:
    """The records read and everything refused on the way, in the order of the files."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped_files: list[str] = field(default_factory=list)


def refuse(
    origin: Origin, reason: str, code: str, *, column: str = "", value: object = ""
) -> TabularError:
    """A `TabularError` ready to raise, with the value cut to what a reader needs to see."""
    return TabularError(Problem(origin, reason, column, shown(value), code))


def shown(value: object) -> str:
    """A value as a refusal repeats it: one line, controls made visible, cut with an ellipsis."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    cut = text[:SHOWN_CHARACTERS] + ("…" if len(text) > SHOWN_CHARACTERS else "")
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut.replace("\n", " "))
