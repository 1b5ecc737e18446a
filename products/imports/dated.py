"""Rows of a dated kind (stage, ownership, target): from statements to changes of a plan."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from portfolio.kernel.importing import Action, Change, Insert, Ref, Row, Update, World
from portfolio.kernel.importing.comparing import in_words
from products.imports.histories import Fate, Period, Statement, continued
from products.models.periods import Dated

SUBJECTS = ("cluster", "product", "metric")
"""Said by the label already."""
ACTIONS = {Fate.NEW: Action.CREATE, Fate.SAME: Action.SAME, Fate.CHANGED: Action.CHANGE}


@dataclass(slots=True)
class Shape:
    """How one dated kind is compared and written.

    `value_of` reads the comparable value of a recorded row, `fields_of` the attributes a row
    sets beside subject and period, `words_of` says a value in words.
    """

    kind: str
    model: str
    subject: str
    value_of: Callable[[Dated], Hashable]
    fields_of: Callable[[Row, Any], dict[str, Any]]
    words_of: Callable[[Any], str]


@dataclass(slots=True)
class Entry:
    """One row, the thing it speaks of and the value it states."""

    row: Row
    subject: Ref
    value: Hashable
    statement: Statement = field(init=False)

    def __post_init__(self) -> None:
        self.statement = Statement(
            self.row.values["since"], self.row.values.get("until"), self.value
        )


def plan_dated(world: World, shape: Shape, entries: list[Entry], recorded: Iterable[Dated]) -> None:
    """Continue every subject's history with its rows; refused ones go to the plan."""
    histories: dict[int, list[Period]] = {}
    rows: dict[int, Dated] = {}
    for known in recorded:
        period = Period(known.since, known.until, shape.value_of(known), known.pk)
        histories.setdefault(getattr(known, shape.subject), []).append(period)
        rows[known.pk] = known
    subjects: dict[int, list[Entry]] = {}
    for entry in entries:
        subjects.setdefault(id(entry.subject), []).append(entry)
    for group in subjects.values():
        history = histories.get(group[0].subject.pk or 0, [])
        history.sort(key=lambda period: period.since)
        before = {period.pk: (period.since, period.until, period.value) for period in history}
        continued(history, [entry.statement for entry in group])
        for entry in group:
            _plan(world, shape, entry, before, rows)


def _plan(
    world: World,
    shape: Shape,
    entry: Entry,
    before: dict[int | None, tuple[date, date | None, Hashable]],
    rows: dict[int, Dated],
) -> None:
    row, statement = entry.row, entry.statement
    if statement.fate is Fate.REFUSED:
        world.refuse(row, "since", statement.reason, "history")
        return
    label = f"{entry.subject.label}: {shape.words_of(entry.value)}"
    change = Change(ACTIONS[statement.fate], shape.kind, label, row.origin)
    for period in statement.touched:
        _touch(change, shape, entry, period, before[period.pk], rows[period.pk or 0])
    if statement.fate is Fate.NEW and statement.period is not None:
        period = statement.period
        values = {
            shape.subject: entry.subject,
            "period": _range(period.since, period.until),
            **shape.fields_of(row, entry.value),
        }
        insert = Insert(shape.model, values)
        entry.subject.extra.setdefault("planned", {})[id(period)] = (period, insert)
        change.operations.append(insert)
        change.fields = [
            (name, "", in_words(value))
            for name, value in row.values.items()
            if name not in SUBJECTS
        ]
    world.plan.changes.append(change)
    for planned, insert in entry.subject.extra.get("planned", {}).values():
        insert.values["period"] = _range(planned.since, planned.until)


def _touch(
    change: Change,
    shape: Shape,
    entry: Entry,
    period: Period,
    was: tuple[date, date | None, Hashable],
    known: Dated,
) -> None:
    """One update per recorded period, whatever touched it: its range, and its value if changed."""
    updates: dict[int, Update] = entry.subject.extra.setdefault(f"updates {shape.kind}", {})
    pk = period.pk or 0
    update = updates.get(pk)
    if update is None:
        update = updates[pk] = Update(shape.model, pk, {}, {})
        change.operations.append(update)
    old, new = _range(was[0], was[1]), _range(period.since, period.until)
    if old != new:
        update.before["period"], update.after["period"] = old, new
        change.fields.append(("period", _words(was[0], was[1]), _words(period.since, period.until)))
    if was[2] != period.value:
        for name, value in shape.fields_of(entry.row, period.value).items():
            update.before[name], update.after[name] = getattr(known, name), value
        change.fields.append((shape.kind, shape.words_of(was[2]), shape.words_of(period.value)))


def _range(since: date, until: date | None) -> DateRange:
    return DateRange(since, until, "[)")


def _words(since: date, until: date | None) -> str:
    return f"{since.isoformat()} to {until.isoformat() if until else 'now'}"
