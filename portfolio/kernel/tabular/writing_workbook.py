"""Tables as XLSX: every text is typed as text, so nothing in it can run."""

from datetime import date
from typing import Any, BinaryIO

import xlsxwriter

from portfolio.kernel.errors import Refused
from portfolio.kernel.tabular.formulas import starts_a_formula
from portfolio.kernel.tabular.values import Cell, Cut, Table

MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_575
CUT_SHEET = "Cut texts"
FIRST_DATE = date(1900, 3, 1)
"""Before this day workbooks count days in two ways; an earlier one is written as text."""
SHEET_NAME = 31


def write_workbook(table: Table, file: BinaryIO) -> list[Cut]:
    """One sheet, a row at a time. A text longer than a cell holds is cut and says so on a second
    sheet; the cuts are returned. A table longer than a sheet is refused."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet(_sheet_name(table.title))
    head = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    marked = book.add_format({"quote_prefix": True})
    cuts: list[Cut] = []
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, head)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, start=1):
        if number > MOST_ROWS:
            raise Refused(
                f"A sheet holds {MOST_ROWS:,} rows and this table has more; take it as CSV.",
                code="too_many_rows",
            )
        for column, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > MOST_CHARACTERS:
                cuts.append(Cut(number + 1, table.columns[column], len(cell)))
            _write(sheet, number, column, cell, day, marked)
    if cuts:
        _report(book, cuts)
    book.close()
    return cuts


def _write(sheet: Any, row: int, column: int, cell: Cell, day: Any, marked: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(
            row, column, cell[:MOST_CHARACTERS], marked if starts_a_formula(cell) else None
        )
    elif not isinstance(cell, date):
        sheet.write_number(row, column, cell)
    elif cell < FIRST_DATE:
        sheet.write_string(row, column, cell.isoformat())
    else:
        sheet.write_datetime(row, column, cell, day)


def _report(book: Any, cuts: list[Cut]) -> None:
    sheet = book.add_worksheet(CUT_SHEET)
    sheet.write_row(0, 0, ["Row", "Column", "Characters", "Kept"])
    for number, cut in enumerate(cuts, start=1):
        sheet.write_row(number, 0, [cut.row, cut.column, cut.length, MOST_CHARACTERS])


def _sheet_name(title: str) -> str:
    """What a workbook lets a sheet be called."""
    name = "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:SHEET_NAME]
    return name.strip(" '") or "Table"
