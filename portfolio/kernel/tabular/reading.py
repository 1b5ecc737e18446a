"""The one entry: files in, records and problems out."""

import fnmatch
from collections.abc import Callable, Iterable
from pathlib import PurePath

from portfolio.kernel.tabular.delimited import read_delimited
from portfolio.kernel.tabular.jsontext import read_json, read_json_lines
from portfolio.kernel.tabular.values import (
    Limits,
    Origin,
    Reading,
    ReadOptions,
    Source,
    TabularError,
    refuse,
)
from portfolio.kernel.tabular.workbook import read_workbook
from portfolio.kernel.tabular.yamltext import read_yaml

Reader = Callable[[Source, ReadOptions, Limits], Reading]

READERS: dict[str, Reader] = {
    "csv": read_delimited,
    "xlsx": read_workbook,
    "json": read_json,
    "jsonl": read_json_lines,
    "yaml": read_yaml,
}
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
}


def read(
    sources: Iterable[Source], options: ReadOptions | None = None, limits: Limits | None = None
) -> Reading:
    """Read every file; one that cannot be read is a problem and the others go on."""
    options, limits = options or ReadOptions(), limits or Limits()
    result = Reading()
    for number, source in enumerate(sources, start=1):
        if any(fnmatch.fnmatch(PurePath(source.name).name, glob) for glob in options.skip_files):
            result.skipped_files.append(source.name)
            continue
        try:
            if number > limits.files:
                reason = f"more than {limits.files:,} files. Import them in parts"
                raise refuse(Origin(source.name), reason, "too-many-files")
            _add(result, read_one(source, options, limits), source, limits)
        except TabularError as error:
            result.problems.append(error.problem)
    return result


def read_one(source: Source, options: ReadOptions, limits: Limits) -> Reading:
    """Read one file. Raises TabularError when nothing of it can be read."""
    refuse_size(source.name, len(source.content), limits)
    if not source.content.strip():
        raise refuse(Origin(source.name), "the file is empty", "empty")
    kind = options.format if options.format != "auto" else detect_format(source)
    return READERS[kind](source, options, limits)


def refuse_size(name: str, size: int, limits: Limits) -> None:
    """Refuse a file by its size, which a caller can do before it loads a single byte."""
    if size > limits.file_bytes:
        reason = (
            f"{size:,} bytes, at most {limits.file_bytes:,} are read. "
            "Split the file, or leave out columns that aren't needed"
        )
        raise refuse(Origin(name), reason, "file-too-large")


def detect_format(source: Source) -> str:
    """By its first bytes where they are certain, else by the end of its name, else by its look."""
    head = source.content[:4]
    if head.startswith(b"PK") or head == b"\xd0\xcf\x11\xe0":
        return "xlsx"
    known = SUFFIXES.get(PurePath(source.name).suffix.lower())
    if known and known != "xlsx":
        return known
    if known == "xlsx":
        reason = "named .xlsx, but its content is not a workbook. Save it again as .xlsx"
        raise refuse(Origin(source.name), reason, "workbook-damaged")
    return "json" if source.content.lstrip()[:1] in (b"{", b"[") else "csv"


def _add(result: Reading, one: Reading, source: Source, limits: Limits) -> None:
    room = limits.rows - len(result.records)
    if len(one.records) > room:
        reason = f"more than {limits.rows:,} records in all files together. Import them in parts"
        raise refuse(Origin(source.name), reason, "too-many-rows")
    result.records.extend(one.records)
    result.problems.extend(one.problems)
