"""From a nested document to records: the document itself, its list, or what a path points at."""

from collections.abc import Mapping
from typing import Any

from portfolio.kernel.tabular import paths
from portfolio.kernel.tabular.values import (
    Limits,
    Origin,
    Problem,
    Reading,
    ReadOptions,
    Record,
    refuse,
    shown,
)


def add_records(
    result: Reading,
    data: Any,
    file: str,
    options: ReadOptions,
    limits: Limits,
    origin: Origin | None = None,
) -> None:
    """Put the records of one document into the result.

    Without a records path a list is its elements and an object is one record. A record found
    under a name (`*` over an object) knows that name as `@key`.
    """
    path = options.records or ("[*]" if isinstance(data, list) else "")
    found = 0
    for place, key, value in paths.each(data, path):
        found += 1
        where = Origin(
            file, origin.number if origin else found, origin.unit if origin else "record", place
        )
        if len(result.records) >= limits.rows:
            reason = f"more than {limits.rows:,} records. Split the file and import it in parts"
            raise refuse(where, reason, "too-many-rows")
        if not isinstance(value, Mapping):
            reason = "not an object with named fields"
            result.problems.append(Problem(where, reason, "", shown(value), "not-an-object"))
            continue
        root = data if isinstance(data, Mapping) else None
        result.records.append(Record(where, {**value, "@key": key} if key else value, root))
    if not found and options.records:
        reason = f"nothing stands at “{options.records}”, where the profile looks for records"
        raise refuse(Origin(file), reason, "no-records")
