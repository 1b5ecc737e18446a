"""XLSX: the values of one sheet; a formula counts as the value it last showed."""

import datetime
import io
from typing import Any

import python_calamine

from portfolio.kernel.tabular.delimited import add_row, header_names, numbered, too_many_rows
from portfolio.kernel.tabular.values import (
    Limits,
    Origin,
    Reading,
    ReadOptions,
    Record,
    Source,
    refuse,
)
from portfolio.kernel.tabular.workbook_guard import guard_workbook


def read_workbook(source: Source, options: ReadOptions, limits: Limits) -> Reading:
    """The rows below the header row of the named sheet, or of the first one."""
    guard_workbook(source.content, source.name, limits)
    rows = _cells(source, options)
    if len(rows) < options.header_row:
        raise refuse(Origin(source.name), "the sheet is empty: it has no header row", "empty")
    top = options.header_row
    origin = Origin(source.name, top, "row")
    header = [text_of(cell) for cell in rows[top - 1]]
    while header and not header[-1].strip():
        header.pop()
    names = header_names(numbered(header) if options.number_columns else header, origin, limits)
    result = Reading()
    for number, row in enumerate(rows[top:], start=top + 1):
        cells = [text_of(cell) for cell in row]
        if not any(cell.strip() for cell in cells):
            continue
        if len(result.records) >= limits.rows:
            raise too_many_rows(Origin(source.name, number, "row"), limits)
        where = Origin(source.name, number, "row")
        before = len(result.records)
        add_row(result, names, cells, where, limits)
        if len(result.records) > before:
            result.records[-1] = Record(where, dict(zip(names, map(value_of, row), strict=False)))
    return result


def text_of(cell: Any) -> str:
    """A cell as text: whole numbers without a decimal point, dates as in ISO 8601."""
    value = value_of(cell)
    return value if isinstance(value, str) else value.isoformat()


def value_of(cell: Any) -> str | datetime.date:
    """A date stays a date (the sheet says it is one); a date and time keeps only what it shows."""
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return cell if isinstance(cell, str) else str(cell)


def _cells(source: Source, options: ReadOptions) -> list[list[Any]]:
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.content))
        names = workbook.sheet_names
        if options.sheet and options.sheet not in names:
            known = ", ".join(f"“{name}”" for name in names[:10])
            reason = f"no sheet called “{options.sheet}”; the workbook has {known}"
            raise refuse(Origin(source.name), reason, "sheet-missing")
        if not names:
            raise refuse(Origin(source.name), "the workbook has no sheet", "empty")
        sheet = workbook.get_sheet_by_name(options.sheet or names[0])
        return sheet.to_python(skip_empty_area=False)
    except python_calamine.CalamineError as error:
        reason = "the workbook is damaged or not a workbook. Open it and save it again as .xlsx"
        raise refuse(Origin(source.name), reason, "workbook-damaged") from error
