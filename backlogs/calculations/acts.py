"""What an act did to each item, as it is kept with the act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

Pair = tuple[Any, Any]


@dataclass(frozen=True)
class Step:
    """One item: each of its fields, and its state, as it was before the act and after it.

    A move keeps nothing here: the trail of moves knows where every item stood.
    """

    item: int
    fields: Mapping[str, Pair] = field(default_factory=dict)
    state: tuple[str, str] | None = None

    def kept(self) -> dict[str, Any]:
        """As it is written down."""
        found: dict[str, Any] = {"item": self.item}
        if self.fields:
            found["fields"] = {name: list(pair) for name, pair in self.fields.items()}
        if self.state:
            found["state"] = list(self.state)
        return found

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """The step that was written down."""
        fields = {name: (pair[0], pair[1]) for name, pair in kept.get("fields", {}).items()}
        state = kept.get("state")
        return cls(kept["item"], fields, (state[0], state[1]) if state else None)

    def changed_since(self, now: Mapping[str, Any]) -> dict[str, Pair]:
        """Fields somebody changed after the act: what they are `now`, and what the act made."""
        return {
            name: (now[name], after)
            for name, (_, after) in self.fields.items()
            if now[name] != after
        }


def anchors(
    order: Sequence[int], items: Collection[int], moved_since: Collection[int]
) -> list[tuple[int | None, list[int]]]:
    """After which item each of `items` belongs, given the `order` they had before they were moved.

    That is the nearest item above which has stood still since; None: the top. Items that belong
    behind the same one are given together, in their order.
    """
    anchor: int | None = None
    found: list[tuple[int | None, list[int]]] = []
    for key in order:
        if key in items:
            if found and found[-1][0] == anchor:
                found[-1][1].append(key)
            else:
                found.append((anchor, [key]))
        elif key not in moved_since:
            anchor = key
    return found


def by_values(steps: Iterable[Step]) -> list[tuple[dict[str, Any], list[int]]]:
    """The items that get the same fields back, together, so that they are written at once."""
    groups: dict[str, tuple[dict[str, Any], list[int]]] = {}
    for step in steps:
        values = {name: before for name, (before, _) in step.fields.items()}
        if values:
            groups.setdefault(repr(sorted(values.items())), (values, []))[1].append(step.item)
    return list(groups.values())
