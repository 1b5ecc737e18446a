"""TOML text → Profile; a mistake names its key and line."""

import tomllib
from collections.abc import Mapping
from typing import Any

from portfolio.imports.kinds import KINDS, KindSpec
from portfolio.imports.profiles.checks import Fail, check_path, flag, needed, one_of, only, texts
from portfolio.imports.profiles.fields import parse_conditions, parse_field
from portfolio.imports.profiles.values import (
    REPEATED,
    FieldRule,
    Profile,
    ProfileError,
    SourceRule,
    Target,
)
from portfolio.kernel.tabular.decoding import KNOWN as ENCODINGS
from portfolio.kernel.tabular.delimited import DELIMITERS
from portfolio.kernel.tabular.reading import READERS
from portfolio.kernel.tabular.values import ReadOptions

LONGEST_TEXT = 100_000
PROFILE_KEYS = {"name", "title", "description", "source", "sample"}
SOURCE_KEYS = {
    "name", "files", "format", "encoding", "delimiter", "sheet", "header_row", "records",
    "skip_files", "number_columns", "marked",
}  # fmt: skip
TARGET_KEYS = {
    "kind",
    "source",
    "foreach",
    "when",
    "key",
    "fields",
    "repeated",
    "per",
    "create_only",
}
WORD_KEYS = {"nobody", "nothing"}


def parse_profile(text: str) -> Profile:
    """Read and check a profile. Raises ProfileError."""
    if len(text) > LONGEST_TEXT:
        raise ProfileError(f"longer than {LONGEST_TEXT:,} characters")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"not TOML: {error}") from error
    except RecursionError as error:
        raise ProfileError("nested too deep") from error
    fail = Fail(text, "")
    only(data, {"profile", "words", "source", "target"}, fail)
    head = _table(data, "profile", Fail(text, ""))
    fail = Fail(text, "profile")
    only(head, PROFILE_KEYS, fail)
    words = _table(data, "words", Fail(text, "")) if "words" in data else {}
    only(words, WORD_KEYS, Fail(text, "words"))
    sources = tuple(_source(t, Fail(text, "source", n)) for n, t in _tables(data, "source", text))
    name = needed(head, "name", fail)
    if not name.replace("-", "").isalnum() or name != name.lower():
        fail("name", "use small letters, digits and hyphens only")
    return Profile(
        name=name,
        title=needed(head, "title", fail),
        description=str(head.get("description", "")),
        namespace=str(head.get("source", name)),
        sources=sources or (SourceRule(),),
        targets=_targets(data, text, words, {s.name for s in sources}),
        text=text,
        sample=str(head.get("sample", "")),
    )


def _source(table: Mapping[str, Any], fail: Fail) -> SourceRule:
    only(table, SOURCE_KEYS, fail)
    one_of(table, "format", ["auto", *READERS], fail)
    one_of(table, "encoding", ["auto", *ENCODINGS], fail)
    one_of(table, "delimiter", ["auto", *DELIMITERS, *DELIMITERS.values()], fail)
    records = str(table.get("records", ""))
    check_path(records, "records", fail)
    header_row = table.get("header_row", 1)
    if not isinstance(header_row, int) or not 1 <= header_row <= 100:
        fail("header_row", "a whole number from 1 to 100")
    options = ReadOptions(
        format=table.get("format", "auto"),
        encoding=table.get("encoding", "auto"),
        delimiter=table.get("delimiter", "auto"),
        sheet=table.get("sheet"),
        header_row=header_row,
        records=records,
        skip_files=texts(table, "skip_files", fail),
        number_columns=flag(table, "number_columns", fail),
        marked=flag(table, "marked", fail),
    )
    return SourceRule(str(table.get("name", "")), texts(table, "files", fail), options)


def _targets(
    data: Mapping[str, Any], text: str, words: Mapping[str, Any], sources: set[str]
) -> tuple[Target, ...]:
    found = tuple(
        _target(table, Fail(text, "target", number), words, sources)
        for number, table in _tables(data, "target", text)
    )
    if not found:
        raise ProfileError("no [[target]] says what to fill")
    return found


def _target(
    table: Mapping[str, Any], fail: Fail, words: Mapping[str, Any], sources: set[str]
) -> Target:
    only(table, TARGET_KEYS, fail)
    kind = needed(table, "kind", fail)
    one_of(table, "kind", list(KINDS), fail)
    one_of(table, "repeated", list(REPEATED), fail)
    if table.get("source", "") and table["source"] not in sources:
        fail("source", f"no [[source]] is called “{table['source']}”")
    spec = KINDS[kind]
    check_path(str(table.get("foreach", "")), "foreach", fail)
    fields = _fields(table, kind, spec, fail, words)
    key = parse_field(table["key"], "key", fail, words) if "key" in table else None
    if spec.keyed and key is None:
        fail("key", f"a {kind} needs a key: what the source knows it by")
    per = texts(table, "per", fail)
    for name in per:
        if name not in fields:
            fail("per", f"“{name}” is not among the target's fields")
    return Target(
        kind=kind,
        source=str(table.get("source", "")),
        foreach=str(table.get("foreach", "")),
        when=parse_conditions(table.get("when", []), fail),
        key=key,
        fields=fields,
        repeated=table.get("repeated", "refuse"),
        per=per,
        create_only=flag(table, "create_only", fail),
    )


def _fields(
    table: Mapping[str, Any], kind: str, spec: KindSpec, fail: Fail, words: Mapping[str, Any]
) -> dict[str, FieldRule]:
    given = table.get("fields", {})
    if not isinstance(given, dict):
        fail("fields", "a table of fields")
    facts = kind == "candidate"
    result = {}
    for name, rule in given.items():
        if name not in spec.fields and not (facts and name.startswith("fact ")):
            known = ", ".join(spec.fields)
            fail(f"fields.{name}", f"a {kind} has no field “{name}”; it has {known}")
        result[name] = parse_field(rule, f"fields.{name}", fail, words)
    for name, field in spec.fields.items():
        if field.required and name not in result:
            fail("fields", f"a {kind} needs the field “{name}”")
    if spec.one_of and not any(name in result for name in spec.one_of):
        fail("fields", f"a {kind} needs one of the fields {' or '.join(spec.one_of)}")
    return result


def _table(data: Mapping[str, Any], name: str, fail: Fail) -> dict[str, Any]:
    found = data.get(name)
    if not isinstance(found, dict):
        fail(name, f"a table [{name}] is needed")
    return found


def _tables(data: Mapping[str, Any], name: str, text: str) -> list[tuple[int, dict[str, Any]]]:
    found = data.get(name, [])
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        Fail(text, "")(name, f"[[{name}]] tables are needed")
    return list(enumerate(found))
