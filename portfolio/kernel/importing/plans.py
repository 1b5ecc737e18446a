"""What an import hands from a cleaned file to the rooms, and what they hand back: a plan.

A room's `imports` shelf reads `Row`s, compares them with what is there and adds `Change`s,
refusals and notes to the `Plan`. Nothing is written until the plan is accepted; then the
operations of its changes are carried out in bulk, model by model, and each is recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from portfolio.kernel.tabular.values import Origin, Problem, shown


class Action(StrEnum):
    """What would happen to one thing."""

    CREATE = "created"
    CHANGE = "changed"
    SAME = "same"


@dataclass(slots=True)
class Row:
    """One cleaned row of a kind. `columns` says which column each field came from."""

    kind: str
    key: str
    values: dict[str, Any]
    origin: Origin
    columns: Mapping[str, str]
    create_only: bool = False
    count: int = 1


@dataclass(slots=True, eq=False)
class Ref:
    """One thing other rows may point at: known by its key, there already or about to be."""

    kind: str
    label: str
    key: str = ""
    pk: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether this import would create it."""
        return self.pk is None


@dataclass(slots=True)
class Insert:
    """A row to create: the model's label and its values by attribute name; a `Ref` stands for
    the key of something that may not exist yet. `ref` receives the key of the new row."""

    model: str
    values: dict[str, Any]
    ref: Ref | None = None


@dataclass(slots=True)
class Update:
    """A row to change: only the attributes named, from what the plan saw to what it wants."""

    model: str
    pk: int
    before: dict[str, Any]
    after: dict[str, Any]


Operation = Insert | Update


@dataclass(slots=True)
class Change:
    """What would happen to one thing, in words (`fields`: name, old, new) and in operations."""

    action: Action
    kind: str
    label: str
    origin: Origin
    key: str = ""
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    ref: Ref | None = None


@dataclass(slots=True)
class Missing:
    """Something an earlier import from this source brought and this one doesn't mention."""

    kind: str
    key: str
    label: str


@dataclass(slots=True)
class Refusal:
    """A row, or a part of a file, that will not go in, and why."""

    kind: str
    problem: Problem


@dataclass(slots=True)
class Plan:
    """Everything an import would do and everything it would not."""

    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def refuse(self, row: Row, name: str, reason: str, code: str = "not-possible") -> None:
        """Refuse a row for one of its fields."""
        value = row.values.get(name)
        column = row.columns.get(name, "") or name
        problem = Problem(row.origin, reason, column, shown(value), code)
        self.refusals.append(Refusal(row.kind, problem))

    def leave_out(self, why: str, count: int = 1) -> None:
        """Count rows the profile leaves out on purpose."""
        self.left_out[why] = self.left_out.get(why, 0) + count
