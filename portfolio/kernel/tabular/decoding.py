"""Bytes → text: byte order marks first, then UTF-16 without a mark, UTF-8, Windows-1252."""

import codecs
import re

from portfolio.kernel.tabular.values import Origin, refuse

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
KNOWN = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1252")
SAMPLE_BYTES = 4_000
VALID_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def decode(content: bytes, file: str, encoding: str = "auto") -> str:
    """The text of a file, without its byte order mark.

    Refused with line and column: bytes that don't fit the encoding, and UTF-8 with a few broken
    bytes in it, since reading that as Windows-1252 would quietly garble every accented letter.
    """
    if encoding != "auto":
        return _strict(content, file, _without_mark_name(encoding))
    for mark, name in MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], file, name)
    wide = _utf16_without_mark(content)
    if wide:
        return _strict(content, file, wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if VALID_SEQUENCE.search(content):
            raise _broken(content, file, "utf-8", error) from error
    return _strict(content, file, "windows-1252")


def _without_mark_name(encoding: str) -> str:
    name = encoding.lower()
    return {"utf-8": "utf-8-sig", "cp1252": "windows-1252"}.get(name, name)


def _utf16_without_mark(content: bytes) -> str:
    """The byte order when every second byte of the beginning is mostly zero, else nothing."""
    sample = content[:SAMPLE_BYTES]
    half = max(len(sample) // 2, 1)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    return ""


def _strict(content: bytes, file: str, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(content, file, encoding, error) from error


def _broken(content: bytes, file: str, encoding: str, error: UnicodeDecodeError) -> Exception:
    before = content[: error.start].decode(encoding, "ignore")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    byte = " ".join(f"0x{b:02X}" for b in content[error.start : error.start + 2])
    return refuse(
        Origin(file, line),
        f"character {column} of this line ({byte}) is not valid {encoding.upper()}. "
        "Save the file as UTF-8, or name its encoding in the profile",
        "encoding",
        value=byte,
    )
