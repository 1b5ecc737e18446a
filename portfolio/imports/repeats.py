"""The same key in several rows: refused, unless the profile says how they become one."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from portfolio.imports.kinds import KindSpec, Type
from portfolio.imports.profiles.values import Target
from portfolio.kernel.importing import Plan, Row
from portfolio.kernel.numbers import mean, stored, total
from portfolio.kernel.tabular.values import Origin

Numbers = list[Decimal]

SUMMARIES: dict[str, Callable[[Numbers], Decimal]] = {
    "mean": lambda numbers: stored(mean(numbers) or Decimal(0)),
    "sum": lambda numbers: stored(total(numbers)),
    "min": lambda numbers: min(numbers),
    "max": lambda numbers: max(numbers),
    "count": lambda numbers: Decimal(len(numbers)),
}


def merge_repeats(rows: list[Row], target: Target, spec: KindSpec, plan: Plan) -> list[Row]:
    """One row per key (or per identity, for kinds without a key), in the order of the file."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(_identity(row, target, spec), []).append(row)
    if len(groups) == len(rows):
        return rows
    result: list[Row] = []
    for group in groups.values():
        merged = group[0] if len(group) == 1 else _merged(group, target, spec, plan)
        if merged is not None:
            result.append(merged)
    return result


def _identity(row: Row, target: Target, spec: KindSpec) -> Any:
    if target.per:
        return tuple(row.values.get(name) for name in target.per)
    return row.key if spec.keyed else tuple(row.values.get(name) for name in spec.identity)


def _merged(group: list[Row], target: Target, spec: KindSpec, plan: Plan) -> Row | None:
    way = target.repeated
    if way in ("first", "last"):
        return group[0 if way == "first" else -1]
    if way in ("earliest", "latest"):
        date = next(name for name, field in spec.fields.items() if field.type is Type.DATE)
        picked = min if way == "earliest" else max
        return picked(group, key=lambda row: row.values.get(date, datetime.date.max))
    if way in SUMMARIES:
        return _summed(group, SUMMARIES[way])
    if way == "same" and all(row.values == group[0].values for row in group):
        return group[0]
    _refuse(group, way, plan)
    return None


def _summed(group: list[Row], summary: Callable[[Numbers], Decimal]) -> Row:
    first = group[0]
    values = dict(first.values)
    values["value"] = summary([row.values["value"] for row in group])
    return Row(
        first.kind, first.key, values, first.origin, first.columns, first.create_only, len(group)
    )


def _refuse(group: list[Row], way: str, plan: Plan) -> None:
    """Each row is refused and names the others: which of them is right, only a person knows."""
    for row in group:
        others = [other.origin for other in group if other is not row]
        listed = _listed(others)
        what = f"the key “{row.key}” stands" if row.key else "the same thing stands"
        differs = _difference(row, group) if way == "same" else ""
        reason = f"{what} in {listed} too{differs}. Keep one of them"
        name = differs_name(row, group) if way == "same" else "key"
        plan.refuse(row, name, reason, "key-twice")


def _listed(origins: list[Origin]) -> str:
    """`a.csv, line 3, line 4 and 2 more`: a file is named once for all its lines."""
    words, file = [], ""
    for origin in origins[:3]:
        words.append(origin.place if origin.file == file and origin.place else origin.label)
        file = origin.file
    more = f" and {len(origins) - 3} more" if len(origins) > 3 else ""
    return ", ".join(words) + more


def differs_name(row: Row, group: list[Row]) -> str:
    """The first field in which the rows of a group differ."""
    for name in row.values:
        if any(other.values.get(name) != row.values[name] for other in group):
            return name
    return "key"


def _difference(row: Row, group: list[Row]) -> str:
    name = differs_name(row, group)
    return f", with another {name.replace('_', ' ')}" if name != "key" else ""
