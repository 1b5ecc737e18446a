"""Records → rows of a kind: who is looked at, what is cleaned, what repeats."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portfolio.imports.cleaning.errors import Unclear
from portfolio.imports.cleaning.fields import Nobody, clean_field, find, holds, source_of
from portfolio.imports.kinds import KINDS, Field, KindSpec
from portfolio.imports.profiles.values import FieldRule, Profile, Target
from portfolio.imports.repeats import merge_repeats
from portfolio.kernel.importing import Plan, Refusal, Row
from portfolio.kernel.tabular import paths
from portfolio.kernel.tabular.reading import read
from portfolio.kernel.tabular.values import Limits, Origin, Problem, Reading, Record, Source, shown

KEY = Field(required=True)
TABLES = ("line", "row")


@dataclass(slots=True)
class Cleaned:
    """The rows of every kind, and the keys that were mentioned, refused rows included."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    mentioned: dict[str, set[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def clean(profile: Profile, sources: Iterable[Source], limits: Limits, plan: Plan) -> Cleaned:
    """Read the files and clean them by the profile; what is refused goes to the plan."""
    readings = _read(profile, list(sources), limits, plan)
    _note_unknown_columns(profile, readings, plan)
    result = Cleaned(files=[name for reading in readings.values() for name in _files(reading)])
    for kind, spec in KINDS.items():
        found: list[Row] = []
        for target in profile.targets:
            if target.kind == kind:
                rows = _target_rows(target, spec, readings, plan, result)
                found.extend(_after_earlier(found, rows, plan))
        if any(target.kind == kind for target in profile.targets):
            result.rows[kind] = found
    return result


def _read(
    profile: Profile, sources: list[Source], limits: Limits, plan: Plan
) -> dict[str, Reading]:
    """One reading per source of the profile; a file no source takes is refused."""
    readings: dict[str, Reading] = {}
    rest = sources
    for rule in profile.sources:
        taken = [source for source in rest if rule.takes(source.name)]
        rest = [source for source in rest if not rule.takes(source.name)]
        reading = readings[rule.name] = read(taken, rule.options, limits)
        plan.refusals.extend(Refusal("", problem) for problem in reading.problems)
        if reading.skipped_files:
            plan.leave_out("files the profile skips", len(reading.skipped_files))
    for source in rest:
        reason = "the profile has no [[source]] for a file of this name"
        plan.refusals.append(Refusal("", Problem(Origin(source.name), reason, code="no-source")))
    return readings


def _note_unknown_columns(profile: Profile, readings: dict[str, Reading], plan: Plan) -> None:
    """A column the profile reads and no table has: a slip of the pen would do nothing, silently."""
    for name, reading in readings.items():
        tables = [record.data for record in reading.records if _is_flat(record)]
        if not tables:
            continue
        columns = {*tables[0], *tables[-1]}
        read_here = {
            rule.sources
            for target in profile.targets
            if target.source in ("", name) and not target.foreach
            for rule in (*target.fields.values(), *([target.key] if target.key else []))
            if not rule.optional
        }
        unknown = {s for s in read_here if s and not any(c in columns or "@" in c for c in s)}
        plan.notes += [f"The table has no column “{'” or “'.join(s)}”" for s in sorted(unknown)]


def _is_flat(record: Record) -> bool:
    """A row of a table, not a document: every cell is a text or a date."""
    cells = record.data.values()
    return record.origin.unit in TABLES and all(isinstance(c, (str, date)) for c in cells)


def _files(reading: Reading) -> list[str]:
    return list(dict.fromkeys(record.origin.file for record in reading.records))


def _target_rows(
    target: Target, spec: KindSpec, readings: dict[str, Reading], plan: Plan, result: Cleaned
) -> list[Row]:
    rows: list[Row] = []
    mentioned = result.mentioned.setdefault(target.kind, set())
    for name, reading in readings.items():
        if target.source and target.source != name:
            continue
        for record, parent in _records(target, reading):
            if not all(holds(condition, record, parent) for condition in target.when):
                plan.leave_out(f"{target.kind}: not what the profile looks for")
                continue
            row = _row(target, spec, record, parent, plan, mentioned)
            if row is not None:
                rows.append(row)
    return merge_repeats(rows, target, spec, plan)


def _records(target: Target, reading: Reading) -> Iterator[tuple[Record, Mapping[str, Any] | None]]:
    """The records themselves, or what `foreach` finds inside each, with the record as parent."""
    for record in reading.records:
        if not target.foreach:
            yield record, None
            continue
        for path, key, value in paths.each(record.data, target.foreach):
            inner = value if isinstance(value, dict) else {"@value": value}
            origin = Origin(record.origin.file, record.origin.number, record.origin.unit, path)
            yield Record(origin, {**inner, "@key": key}), record.data


def _row(
    target: Target,
    spec: KindSpec,
    record: Record,
    parent: Mapping[str, Any] | None,
    plan: Plan,
    mentioned: set[str],
) -> Row | None:
    """One row, or None with the reason in the plan."""
    key = ""
    try:
        if target.key is not None:
            name, rule = "key", target.key
            key = str(clean_field(rule, KEY, record, parent))
            mentioned.add(key)
        values: dict[str, Any] = {}
        for name, rule in target.fields.items():
            value = clean_field(rule, spec.fields.get(name, Field()), record, parent)
            if value is not None:
                values[name] = value
    except Nobody:
        plan.leave_out(f"{target.kind}: nobody is named")
        return None
    except Unclear as error:
        plan.refusals.append(Refusal(target.kind, _problem(rule, name, record, parent, error)))
        return None
    columns = {name: rule.column for name, rule in target.fields.items()}
    return Row(target.kind, key, values, record.origin, columns, target.create_only)


def _problem(
    rule: FieldRule, name: str, record: Record, parent: Mapping[str, Any] | None, error: Unclear
) -> Problem:
    column = source_of(rule, record, parent)
    value = find(record, parent, column) if column else rule.const or rule.template
    text = shown(value).strip()
    reason = f"“{text}” {error}" if text else f"{name} {error}"
    return Problem(record.origin, reason, column or name, text, "unclear")


def _after_earlier(earlier: list[Row], rows: list[Row], plan: Plan) -> list[Row]:
    """Rows of a later target; a key an earlier target gave is refused, or skipped if it may be."""
    known = {row.key: row for row in earlier if row.key}
    result = []
    for row in rows:
        first = known.get(row.key) if row.key else None
        if first is None:
            result.append(row)
        elif not row.create_only:
            reason = f"the key “{row.key}” was given before, in {first.origin.label}"
            plan.refuse(row, "key", reason, "key-twice")
    return result
