"""Tables out and in again: equal values, no formulas, cuts that are reported."""

import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.kernel.errors import Refused
from portfolio.kernel.tabular import writing_workbook
from portfolio.kernel.tabular.formulas import harmless, unmarked
from portfolio.kernel.tabular.reading import read
from portfolio.kernel.tabular.values import Cut, Source, Table
from portfolio.kernel.tabular.writing import WRITERS, written

DAY = datetime.date(2026, 9, 30)
ROW = ("=1+1", "a, “b”\nc", 7, Decimal("-1234567890.125"), DAY, None)
COLUMNS = ("Title", "Text", "Effort", "Value", "Day", "Nothing")
NASTY = [
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''+x",
    "'quoted'", "＝1+1", "a;=1+1", 'say "=1"', "_x000D_", "https://example.org", "0012", "1e5",
]  # fmt: skip


def table(*rows: tuple[object, ...], columns: tuple[str, ...] = COLUMNS) -> Table:
    return Table("Backlog: a/b [c]", columns, rows)  # type: ignore[arg-type]


def back(format: str, what: Table) -> list[dict[str, object]]:
    """What our own reading makes of the file."""
    with written(what, format) as file:
        reading = read([Source(f"x.{format}", file.read())])
    assert reading.problems == []
    return [dict(record.data) for record in reading.records]


def test_csv_is_marked_for_excel_and_quotes_every_text() -> None:
    with written(table(ROW), "csv") as file:
        lines = file.read().decode("utf-8").split("\r\n")
    assert lines == [
        '\ufeff"Title","Text","Effort","Value","Day","Nothing"',
        '"\'=1+1","a, “b”\nc",7,-1234567890.125,"2026-09-30",""',
        "",
    ]


def test_json_keeps_numbers_exact_and_empty_cells_null() -> None:
    with written(table(ROW), "json") as file:
        assert file.read().decode() == (
            '[\n{"Title": "=1+1", "Text": "a, “b”\\nc", "Effort": 7, '
            '"Value": -1234567890.125, "Day": "2026-09-30", "Nothing": null}\n]\n'
        )


def test_a_workbook_holds_texts_numbers_and_days() -> None:
    assert back("xlsx", table(ROW)) == [
        {"Title": "=1+1", "Text": "a, “b”\nc", "Effort": "7", "Value": "-1234567890.125",
         "Day": DAY, "Nothing": ""}
    ]  # fmt: skip


@pytest.mark.parametrize("format", list(WRITERS))
def test_an_empty_table_has_its_columns(format: str) -> None:
    with written(table(), format) as file:
        content = file.read()
    assert content == b"[]\n" if format == "json" else len(content) > 40


@pytest.mark.parametrize("text", NASTY)
def test_nothing_runs_and_every_text_comes_back(text: str) -> None:
    what = table((text, "end"), columns=("Title", "End"))
    with written(what, "xlsx") as file:
        parts = zipfile.ZipFile(io.BytesIO(file.read()))
    sheet = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    (cells,) = back("csv", what)
    assert unmarked(str(cells["Title"])) == text
    assert not str(cells["Title"]).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert back("json", what)[0]["Title"] == text
    assert str(back("xlsx", what)[0]["Title"]).replace("\r", "") == text.replace("\r", "")


@given(st.text(max_size=12, alphabet="'=+-@ab\t\r\n"))
def test_marking_can_always_be_taken_back(text: str) -> None:
    assert unmarked(harmless(text)) == text
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_text_no_cell_holds_is_cut_and_the_cut_is_on_a_sheet_of_its_own() -> None:
    long = "x" * 40_000
    what = table((long,), columns=("Text",))
    buffer = io.BytesIO()
    assert writing_workbook.write_workbook(what, buffer) == [Cut(2, "Text", 40_000)]
    names = zipfile.ZipFile(buffer).read("xl/workbook.xml").decode()
    assert 'name="Cut texts"' in names
    assert 'name="Backlog  a b  c"' in names
    assert back("xlsx", what) == [{"Text": "x" * 32_767}]
    with written(what, "csv") as file:
        assert long in file.read().decode()


def test_a_table_longer_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_workbook, "MOST_ROWS", 1)
    with pytest.raises(Refused, match="take it as CSV"):
        written(table(("a",), ("b",), columns=("Text",)), "xlsx")


def test_rows_are_taken_one_by_one() -> None:
    seen: list[int] = []

    def rows():
        for number in range(3):
            seen.append(number)
            yield (number,)

    with written(Table("T", ("N",), rows()), "csv") as file:
        assert file.read().split() == [b'\xef\xbb\xbf"N"', b"0", b"1", b"2"]
    assert seen == [0, 1, 2]
