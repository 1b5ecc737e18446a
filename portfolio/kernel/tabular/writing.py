"""Writing tables: the one entry for every table that leaves as a file."""

import tempfile
from collections.abc import Callable
from typing import IO, BinaryIO

from portfolio.kernel.tabular.values import Cut, Table
from portfolio.kernel.tabular.writing_text import write_csv, write_json
from portfolio.kernel.tabular.writing_workbook import write_workbook

IN_MEMORY = 1_000_000
"""Bytes a file may have before it goes to the disk."""

Writer = Callable[[Table, BinaryIO], list[Cut]]

WRITERS: dict[str, tuple[str, Writer]] = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_workbook),
    "json": ("application/json", write_json),
}
"""By the end of the file's name: its content type, and what writes it."""


def written(table: Table, format: str) -> IO[bytes]:
    """The table as an open file at its beginning, with its rows passed through one by one.

    The file is whole before the first byte of it is sent: a failure is an error page, never half a
    table.
    """
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (handed on)
    _, write = WRITERS[format]
    try:
        write(table, file)  # type: ignore[arg-type]
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file
