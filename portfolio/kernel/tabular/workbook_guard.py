"""What is looked at before a workbook is opened: the zip's size, its entries, its XML.

The library that reads cells unpacks everything and lays a sheet out as a full rectangle, so a
few kilobytes can ask for gigabytes. Every entry is unpacked here once, in pieces and counted.
"""

import io
import re
import zipfile
import zlib

from portfolio.kernel.tabular.values import Limits, Origin, refuse

PIECE = 1 << 18
OVERLAP = 64
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
DECLARATION = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
REFERENCE = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{0,4})([0-9]{1,10})\s*[\"']")
HIDDEN_REFERENCE = re.compile(rb"\sr\s*=\s*(?:\"[^\"<]{0,40}&|'[^'<]{0,40}&)")
SMALL_BYTES = 1_000_000
"""Below this an entry may compress as well as it likes: an empty sheet packs a thousandfold."""


def guard_workbook(content: bytes, file: str, limits: Limits) -> None:
    """Refuse a workbook that is not one, is locked, unfolds too far or declares entities."""
    if content.startswith(OLD_OR_LOCKED):
        reason = "an old .xls file or one with a password. Save it as .xlsx without a password"
        raise refuse(Origin(file), reason, "workbook-locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _guard_entries(archive, file, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        reason = "the workbook is damaged or not a workbook. Open it and save it again as .xlsx"
        raise refuse(Origin(file), reason, "workbook-damaged") from error


def _guard_entries(archive: zipfile.ZipFile, file: str, limits: Limits) -> None:
    entries = archive.infolist()
    if len(entries) > limits.zip_entries:
        reason = (
            f"{len(entries):,} parts inside, at most {limits.zip_entries:,} are read. "
            "Copy the sheet into a new workbook"
        )
        raise refuse(Origin(file), reason, "zip-entries")
    _refuse_size(sum(entry.file_size for entry in entries), file, limits)
    if len({entry.filename for entry in entries}) != len(entries):
        raise refuse(Origin(file), "two parts inside have the same name", "workbook-damaged")
    total = 0
    for entry in entries:
        if (
            entry.file_size > SMALL_BYTES
            and entry.file_size > entry.compress_size * limits.zip_ratio
        ):
            reason = (
                f"“{entry.filename}” unpacks to {entry.file_size:,} bytes, more than "
                f"{limits.zip_ratio} times its packed size. Copy the values into a new workbook"
            )
            raise refuse(Origin(file), reason, "zip-ratio")
        total += _guard_entry(archive, entry, file, limits)
        _refuse_size(total, file, limits)


def _guard_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, limits: Limits
) -> int:
    """Unpack one part piece by piece; its checksum proves that the size it declared is true."""
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    is_sheet = is_xml and "/worksheets/" in entry.filename.lower()
    size, width, height, tail = 0, 1, 1, b""
    with archive.open(entry) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            _refuse_size(size, file, limits)
            window = tail + piece
            if is_xml:
                _refuse_declarations(window, entry.filename, file)
            if is_sheet:
                width, height = _extent(window, width, height, file)
                _refuse_extent(width, height, entry.filename, file, limits)
            tail = window[-OVERLAP:]
    return size


def _refuse_size(size: int, file: str, limits: Limits) -> None:
    if size > limits.zip_unpacked_bytes:
        reason = (
            f"unpacks to {size:,} bytes, at most {limits.zip_unpacked_bytes:,} are read. "
            "Split the workbook, or save the sheet as CSV"
        )
        raise refuse(Origin(file), reason, "zip-size")


def _refuse_declarations(window: bytes, entry: str, file: str) -> None:
    plain = window.replace(b"\x00", b"") if b"\x00" in window[:200] else window
    if DECLARATION.search(plain):
        reason = f"“{entry}” declares its own entities, which no spreadsheet needs. Save it again"
        raise refuse(Origin(file), reason, "entities")


def _extent(window: bytes, width: int, height: int, file: str) -> tuple[int, int]:
    """How far to the right and down the cell references in this piece reach."""
    if HIDDEN_REFERENCE.search(window):
        raise refuse(Origin(file), "a cell's address is written in code", "entities")
    for letters, digits in REFERENCE.findall(window):
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        width, height = max(width, column), max(height, int(digits))
    return width, height


def _refuse_extent(width: int, height: int, entry: str, file: str, limits: Limits) -> None:
    if width * height > limits.sheet_cells:
        reason = (
            f"“{entry}” reaches to column {width:,} and row {height:,}, which is "
            f"{width * height:,} cells; at most {limits.sheet_cells:,} are read. "
            "Delete the empty rows and columns beyond the table"
        )
        raise refuse(Origin(file), reason, "sheet-extent")
