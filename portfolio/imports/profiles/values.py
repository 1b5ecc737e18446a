"""A profile, once it has been read and checked."""

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from portfolio.imports.cleaning.dates import ISO_ONLY, DateRule
from portfolio.imports.cleaning.numbers import PLAIN, NumberRule
from portfolio.kernel.tabular.values import ReadOptions


class ProfileError(ValueError):
    """A profile that cannot be used; the message names the key and the line."""

    def __init__(self, message: str, key: str = "", line: int = 0) -> None:
        place = f"line {line}, " if line else ""
        named = f"{key}: " if key else ""
        super().__init__(f"{place}{named}{message}")
        self.key, self.line = key, line


REPEATED = (
    "refuse", "same", "first", "last", "earliest", "latest", "mean", "sum", "min", "max", "count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """A test a record must pass for a target to look at it; all that are given must hold."""

    source: str
    is_in: frozenset[str] | None = None
    not_in: frozenset[str] = frozenset()
    filled: bool | None = None
    contains_any: tuple[str, ...] = ()
    contains_none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How one field is filled. The order of the steps is the order of the attributes."""

    sources: tuple[str, ...] = ()
    const: str | None = None
    template: str = ""
    split: str = ""
    part: int = 0
    wrap: str = ""
    empty: frozenset[str] = frozenset()
    map: Mapping[str, str] | None = None
    map_other: str = "refuse"
    default: str | None = None
    fingerprint: bool = False
    shorten: bool = False
    date: DateRule = ISO_ONLY
    number: NumberRule = PLAIN
    nobody: frozenset[str] = frozenset()
    required: bool = False
    optional: bool = False

    @property
    def column(self) -> str:
        """The column or path a refusal names."""
        return self.sources[0] if self.sources else ""


@dataclass(frozen=True, slots=True)
class Target:
    """One kind to fill from the records of a source."""

    kind: str
    source: str = ""
    foreach: str = ""
    when: tuple[Condition, ...] = ()
    key: FieldRule | None = None
    fields: Mapping[str, FieldRule] = field(default_factory=dict)
    repeated: str = "refuse"
    per: tuple[str, ...] = ()
    create_only: bool = False


@dataclass(frozen=True, slots=True)
class SourceRule:
    """Which files belong to a source and how they are read."""

    name: str = ""
    files: tuple[str, ...] = ()
    options: ReadOptions = field(default_factory=ReadOptions)

    def takes(self, file: str) -> bool:
        """Whether a file of this name is read by this rule."""
        name = PurePath(file).name
        return not self.files or any(fnmatch.fnmatch(name, glob) for glob in self.files)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a TOML text says, checked: nothing in it can fail later for being misspelt."""

    name: str
    title: str
    description: str
    namespace: str
    sources: tuple[SourceRule, ...]
    targets: tuple[Target, ...]
    text: str
    sample: str = ""
