"""Rows beside what is there: the differences, and the operations that would close them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portfolio.kernel.importing.plans import Action, Change, Operation, Ref, Row, Update
from portfolio.kernel.importing.world import World
from portfolio.kernel.numbers import plain


def difference(
    ref: Ref, row: Row, names: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any], list[tuple[str, str, str]]]:
    """What the row would change of a thing: before, after (by attribute), and both in words.

    `names` maps the fields to attributes. A field the row leaves empty is left as it is.
    """
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    words: list[tuple[str, str, str]] = []
    for name, attribute in names.items():
        if name not in row.values:
            continue
        old, new = ref.values.get(attribute), row.values[name]
        if old != new:
            before[attribute], after[attribute] = old, new
            words.append((name, in_words(old), in_words(new)))
    return before, after, words


def in_words(value: Any) -> str:
    """A value as a plan shows it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(in_words(part) for part in value)
    return value.label if isinstance(value, Ref) else str(value)


def plan_keyed(
    world: World,
    row: Row,
    existing: Ref | None,
    model: str,
    names: Mapping[str, str],
) -> Change | None:
    """The change of a thing that is there, or None for a row that would create one."""
    if existing is None:
        return None
    world.claim(existing, row.key)
    empty: tuple[dict[str, Any], dict[str, Any], list[tuple[str, str, str]]] = ({}, {}, [])
    before, after, words = empty if row.create_only else difference(existing, row, names)
    action = Action.CHANGE if after else Action.SAME
    change = Change(action, row.kind, existing.label, row.origin, row.key, words, [], existing)
    if after:
        before["version"] = existing.values["version"]
        after["version"] = existing.values["version"] + 1
        change.operations.append(Update(model, existing.pk or 0, before, after))
        existing.values.update(after)
    world.plan.changes.append(change)
    return change


def created(world: World, row: Row, ref: Ref, operations: list[Operation]) -> Change:
    """Plan a new thing and make it findable for the rows after it."""
    words = [(name, "", in_words(value)) for name, value in row.values.items()]
    change = Change(Action.CREATE, row.kind, ref.label, row.origin, row.key, words, operations, ref)
    world.add(ref)
    world.plan.changes.append(change)
    return change
