"""One row of a batch as a program sends it: what it says, or why it cannot be taken."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from metrics.values.batches import Said, Wrong
from portfolio.kernel.numbers import EXACT, HUNDRED, ONE, STORED_PLACES, rounded

TOO_LARGE = Decimal(10) ** 14
EARLIEST = date(1990, 1, 1)
"""Nothing an organisation still runs was measured before; a day before it is a slip."""

LONGEST = {"product": 80, "metric": 80, "note": 2000, "correction_reason": 2000, "unit": 40}
FIELDS = frozenset({*LONGEST, "measured_on", "value", "numerator", "denominator"})

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class _Refused(Exception):
    def __init__(self, code: str, field: str, message: str) -> None:
        self.wrong = Wrong(code, field, message)


def read_row(row: object) -> Said | Wrong:
    """The row with its numbers as the database keeps them; it looks at nothing but the row."""
    try:
        return _read(row)
    except _Refused as refused:
        return refused.wrong


def share(part: Decimal, whole: Decimal, unit: str) -> Decimal:
    """The value two counts make, in hundredths where the unit is `%`; six places."""
    scale = HUNDRED if unit == "%" else ONE
    return rounded(EXACT.multiply(EXACT.divide(part, whole), scale), STORED_PLACES)


def _read(row: object) -> Said:
    if not isinstance(row, dict):
        raise _Refused("invalid", "row", "A row is an object with product, metric and so on.")
    if not row.keys() <= FIELDS:
        name = sorted(str(one) for one in row.keys() - FIELDS)[0]
        raise _Refused("unknown_field", name[:100], "There is no such field.")
    value = _number(row, "value")
    part, whole = _number(row, "numerator"), _number(row, "denominator")
    if (part is None) != (whole is None):
        field = "denominator" if whole is None else "numerator"
        raise _Refused("ratio_incomplete", field, "A ratio needs both its counts.")
    if (value is None) == (part is None):
        words = "Give the value, or the two counts it is made of."
        raise _Refused("value_missing" if value is None else "value_twice", "value", words)
    if whole is not None and whole <= 0:
        words = "The whole a share is taken of must be above 0."
        raise _Refused("denominator_not_positive", "denominator", words)
    return Said(
        _text(row, "product", required=True),
        _text(row, "metric", required=True),
        _day(row.get("measured_on")),
        value,
        part,
        whole,
        _text(row, "note"),
        _text(row, "correction_reason").strip(),
        _text(row, "unit") if row.get("unit") is not None else None,
    )


def _text(row: dict[str, object], name: str, *, required: bool = False) -> str:
    said = row.get(name)
    if said is None or said == "":
        if required:
            raise _Refused("required", name, "This field is needed.")
        return ""
    if not isinstance(said, str):
        raise _Refused("invalid", name, "This is a text.")
    if len(said) > LONGEST[name]:
        raise _Refused("max_length", name, f"At most {LONGEST[name]} characters.")
    return said


def _day(said: object) -> date:
    if said is None:
        raise _Refused("required", "measured_on", "This field is needed.")
    day = _day_of(said) if isinstance(said, str) else None
    if day is None:
        raise _Refused("no_day", "measured_on", "A day is written 2026-09-30.")
    if day < EARLIEST:
        raise _Refused("too_early", "measured_on", f"Days begin in {EARLIEST.year}.")
    return day


@lru_cache(maxsize=10_000)
def _day_of(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(row: dict[str, object], name: str) -> Decimal | None:
    """A JSON number, or its digits as a text, which keeps every digit in every language."""
    said = row.get(name)
    if said is None:
        return None
    if not _is_number(said):
        words = "A number is written 99.4: digits, a point, no sign behind it."
        raise _Refused("no_number", name, words)
    number = said if isinstance(said, Decimal) else Decimal(str(said))
    if number.is_finite() and abs(number) < TOO_LARGE:
        number = rounded(number, STORED_PLACES)
    if not number.is_finite() or abs(number) >= TOO_LARGE:
        words = "A value needs to be a number of at most 14 digits before the point."
        raise _Refused("value_out_of_range", name, words)
    return number


def _is_number(said: object) -> bool:
    if isinstance(said, str):
        return len(said) <= 40 and _NUMBER.fullmatch(said) is not None
    return isinstance(said, Decimal | int) and not isinstance(said, bool)
