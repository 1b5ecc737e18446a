"""XLSX: values read as shown; hostile workbooks refused in little time and memory."""

import io
import time
import warnings
import zipfile

import pytest
import xlsxwriter

from portfolio.kernel.tabular.reading import read
from portfolio.kernel.tabular.values import Limits, Reading, ReadOptions, Source

ROWS = [["name", "since", "share", "live"], ["Ann", "2020", 0.5, True]]


def workbook(rows: list[list[object]], sheets: tuple[str, ...] = ("Sheet1",)) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    for name in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


def changed(content: bytes, entry: str, old: bytes, new: bytes) -> bytes:
    """The workbook with bytes replaced inside one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as out:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == entry:
                assert old in data
                data = data.replace(old, new, 1)
            out.writestr(item.filename, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def reading(
    content: bytes, options: ReadOptions | None = None, limits: Limits | None = None
) -> Reading:
    return read([Source("book.xlsx", content)], options, limits)


def test_cells_are_read_as_they_are_shown_and_rows_keep_their_number() -> None:
    result = reading(workbook([*ROWS, [], ["Bob", 7, 1e6, False], ["=1+1", "@x", "", ""]]))
    assert [str(problem) for problem in result.problems] == []
    assert [dict(record.data) for record in result.records] == [
        {"name": "Ann", "since": "2020", "share": "0.5", "live": "true"},
        {"name": "Bob", "since": "7", "share": "1000000", "live": "false"},
        {"name": "=1+1", "since": "@x", "share": "", "live": ""},
    ]
    assert [record.origin.place for record in result.records] == ["row 2", "row 4", "row 5"]


def test_a_sheet_is_chosen_by_name_and_a_missing_one_lists_what_is_there() -> None:
    content = workbook(ROWS, ("Cover", "Q3"))
    assert len(reading(content, ReadOptions(sheet="Q3")).records) == 1
    problem = reading(content, ReadOptions(sheet="Q4")).problems[0]
    assert problem.code == "sheet-missing"
    assert "“Cover”, “Q3”" in problem.reason


SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook(ROWS)


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(SHEET, b"<c/>" * 80_000_000)
    return target.getvalue()


def lying() -> bytes:
    """A part whose declared size is smaller than what it unpacks to."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(SHEET, b"x" * 5_000_000)
    return target.getvalue().replace((5_000_000).to_bytes(4, "little"), (500).to_bytes(4, "little"))


def parts(count: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for number in range(count):
            out.writestr(f"xl/{number}.xml", b"")
    return target.getvalue()


def doubled() -> bytes:
    """The same part twice: which of them is meant?"""
    target = io.BytesIO(GOOD)
    with zipfile.ZipFile(target, "a") as out, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        out.writestr(SHEET, b"<worksheet/>")
    return target.getvalue()


def locked_entries() -> bytes:
    """Every part says it is encrypted, in both places where a zip says so."""
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def wide_xml() -> bytes:
    """Entities declared in UTF-16, where a search for plain bytes finds nothing."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(target, "w") as out:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == SHEET:
                data = '<!DOCTYPE x [<!ENTITY a "aaa">]><worksheet/>'.encode("utf-16")
            out.writestr(item.filename, data)
    return target.getvalue()


REFUSED = {
    "the same part twice": (doubled(), "workbook-damaged"),
    "encrypted parts": (locked_entries(), "workbook-damaged"),
    "entities in UTF-16": (wide_xml(), "entities"),
    "a far cell in other quotation marks": (
        changed(GOOD, SHEET, b'r="A2"', b"r = 'XFD1048576'"),
        "sheet-extent",
    ),
    "a sheet that isn't XML": (
        changed(GOOD, SHEET, b"<sheetData>", b"<<<sheetData"),
        "workbook-damaged",
    ),
    "unpacks to 320 MB": (bomb(), "zip-size"),
    "declares a smaller size": (lying(), "workbook-damaged"),
    "2,001 parts": (parts(2_001), "zip-entries"),
    "packed a thousandfold": (
        changed(GOOD, SHEET, b"<sheetData>", b"<sheetData>" + b" " * 9_000_000),
        "zip-ratio",
    ),
    "entities in the sheet": (
        changed(GOOD, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaa">]><worksheet'),
        "entities",
    ),
    "entities in the texts": (
        changed(GOOD, "xl/sharedStrings.xml", b"<sst", b'<!DOCTYPE x [<!ENTITY a "aaa">]><sst'),
        "entities",
    ),
    "a cell at the far end": (changed(GOOD, SHEET, b'r="A2"', b'r="XFD1048576"'), "sheet-extent"),
    "a cell's address in code": (changed(GOOD, SHEET, b'r="A2"', b'r="&#88;FD9"'), "entities"),
    "not a zip": (b"PK\x03\x04 and then nothing", "workbook-damaged"),
    "a zip without a workbook": (parts(1), "workbook-damaged"),
    "cut off": (GOOD[: len(GOOD) // 2], "workbook-damaged"),
    "an old or locked workbook": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "workbook-locked"),
    "a text called .xlsx": (b"name,city\n", "workbook-damaged"),
    "no rows": (workbook([]), "empty"),
    "a column twice": (workbook([["a", "a"]]), "column-twice"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_and_broken_workbooks_are_refused_within_two_seconds(name: str) -> None:
    content, code = REFUSED[name]
    started = time.monotonic()
    result = reading(content)
    assert [problem.code for problem in result.problems] == [code]
    assert result.records == []
    assert time.monotonic() - started < 2


def test_control_negative_the_untouched_workbook_is_read() -> None:
    assert len(reading(GOOD).records) == 1
    assert reading(GOOD, None, Limits(zip_unpacked_bytes=1_000)).problems[0].code == "zip-size"
    assert len(reading(changed(GOOD, SHEET, b'r="A2"', b'r="A3"')).records) == 2
