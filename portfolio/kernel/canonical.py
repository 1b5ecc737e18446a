"""One way of writing a value as JSON, so that the same content always has the same bytes.

* keys are text and sorted by code point; no spaces; UTF-8, nothing escaped that need not be;
* `Decimal` is a JSON number in its shortest plain form: no exponent, no idle zeros, no minus zero.
  Readers that turn numbers into binary floating point still read back the nearest value;
* dates are `2026-09-30`; date-times must carry their zone and are written in UTC with a `Z`;
* sets, floats, NaN, infinities, bytes and any other type are refused: they have no one reading.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from portfolio.kernel.numbers import plain

MAX_DEPTH = 50
"""Nesting beyond this is refused with a sentence rather than ending in a recursion error."""


def canonical_bytes(value: object) -> bytes:
    """`value` as canonical JSON. Raises `TypeError` or `ValueError` naming the place in it."""
    return _written(value, "$", 0).encode("utf-8")


def sha256_hex(content: bytes) -> str:
    """The SHA-256 of `content`, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _written(value: object, at: str, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise ValueError(f"{at[:80]}… is nested more than {MAX_DEPTH} levels deep")
    if isinstance(value, Mapping):
        return _object(value, at, depth)
    if isinstance(value, list | tuple):
        items = (_written(item, f"{at}[{place}]", depth + 1) for place, item in enumerate(value))
        return f"[{','.join(items)}]"
    return _scalar(value, at)


def _object(value: Mapping[object, object], at: str, depth: int) -> str:
    keys: list[str] = []
    for key in value:
        if not isinstance(key, str):
            raise TypeError(f"{at} has a key that is not text: {key!r}")
        keys.append(key)
    fields = (
        f"{_text(key, at)}:{_written(value[key], f'{at}.{key}', depth + 1)}" for key in sorted(keys)
    )
    return f"{{{','.join(fields)}}}"


def _scalar(value: object, at: str) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value, at)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{at} is not a finite number: {value}")
        return f"{plain(value):f}"
    return _text(_moment(value, at), at)


def _moment(value: object, at: str) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"{at} is a date-time without a zone: {value}")
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{at} cannot be written as canonical JSON: {type(value).__name__}")


def _text(value: str, at: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"{at} holds text that is not valid Unicode") from error
    # str() drops the subclass: a text choice writes its value, never its name.
    return json.dumps(str.__str__(value), ensure_ascii=False)
