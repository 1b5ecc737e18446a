"""Tables as CSV and as JSON."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from portfolio.kernel.tabular.formulas import harmless
from portfolio.kernel.tabular.values import Cell, Cut, Table


def write_csv(table: Table, file: BinaryIO) -> list[Cut]:
    """UTF-8 with a byte order mark (Excel asks for it); texts quoted, those like formulas marked.

    Nothing is cut. A number is written as one, also below zero: it runs nothing.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([harmless(name) for name in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    text.detach()
    return []


def _cell(cell: Cell) -> str | int | Decimal:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, Decimal):
        return _Exact(f"{cell:f}")
    return cell if isinstance(cell, int) else cell.isoformat() if cell is not None else ""


class _Exact(Decimal):
    """A decimal written with all its digits and never in powers of ten."""

    def __str__(self) -> str:
        return f"{self:f}"


def write_json(table: Table, file: BinaryIO) -> list[Cut]:
    """A list of objects, one a line; numbers exact, days as `2026-09-30`, empty cells as null."""
    names = [json.dumps(name, ensure_ascii=False) for name in table.columns]
    between = b"[\n"
    for row in table.rows:
        pairs = (f"{name}: {_value(cell)}" for name, cell in zip(names, row, strict=True))
        file.write(between + b"{" + ", ".join(pairs).encode() + b"}")
        between = b",\n"
    file.write(b"[]\n" if between == b"[\n" else b"\n]\n")
    return []


def _value(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return json.dumps(cell.isoformat() if isinstance(cell, date) else cell, ensure_ascii=False)
