"""What somebody typed or pasted into a cell, read as a number without knowing their country."""

import re
from dataclasses import dataclass
from decimal import Decimal

from portfolio.kernel.numbers import (
    EXACT,
    HUNDRED,
    MINUS,
    NARROW_SPACE,
    NO_BREAK_SPACE,
    ONE,
    STORED_PLACES,
    rounded,
    stored,
)

MOST_DIGITS = 14
"""Digits before the point that the database keeps."""

EXAMPLE = "Enter a number, for example 99.4."
_SPACES = str.maketrans(dict.fromkeys(f" {NO_BREAK_SPACE}{NARROW_SPACE}\N{THIN SPACE}'’_"))
_GROUPED = re.compile(r"[1-9]\d{0,2}(,\d{3})+|[1-9]\d{0,2}(\.\d{3}){2,}")
_DIGITS = re.compile(r"\d+(\.\d*)?|\.\d+")
_POWER = re.compile(r"[\d.,]+e[+-]?\d+", re.I)


@dataclass(frozen=True)
class Reading:
    """A number read; a ratio has its two counts as well."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


class Unreadable(ValueError):
    """The text is no number this metric could have; the message says what to type instead."""


class TwoWays(ValueError):
    """`1,204` may be 1204 or 1.204; `ways` holds both, and a person decides."""

    def __init__(self, ways: tuple[str, str]) -> None:
        super().__init__(f"A comma can mean two things here: {ways[0]} or {ways[1]}?")
        self.ways = ways


def read_cell(text: str, unit: str, *, is_ratio: bool = False) -> Reading:
    """The number in a cell; `418 / 1,204` for a ratio of sums. Raises `Unreadable`, `TwoWays`.

    The unit may stand behind the number; another unit's sign is refused.
    """
    if "/" in text:
        if not is_ratio:
            raise Unreadable("This metric takes one number, not two counts.")
        return _ratio(text, unit)
    return Reading(read_number(_without_unit(text.strip(), unit)))


def _ratio(text: str, unit: str) -> Reading:
    left, _, right = text.partition("/")
    # A count has no places, so a comma in it can only part thousands.
    part, whole = (read_number(side, is_count=True) for side in (left, right))
    if rounded(whole, STORED_PLACES) <= 0:
        raise Unreadable("The whole a share is taken of must be above 0.")
    scale = HUNDRED if unit == "%" else ONE
    share = EXACT.multiply(EXACT.divide(part, whole), scale)
    if share.adjusted() >= MOST_DIGITS:
        raise Unreadable(f"A value has at most {MOST_DIGITS} digits before the point.")
    return Reading(stored(share), part, whole)


def read_number(text: str, *, is_count: bool = False) -> Decimal:
    """One number. Point and comma both part decimals; what is behind the last of the two counts.

    * Spaces and apostrophes part thousands, wherever they stand between digits.
    * `1,204.5` and `1.204,5`: the later sign parts decimals, the other thousands.
    * `99,4`, `0,204`, `12,3456`: a single comma not followed by exactly three digits, or behind a
      leading nought, parts decimals.
    * `1,204,000` and `1.204.000`: the same sign twice parts thousands.
    * `1,204` alone can be both: `TwoWays`. `1.204` is one and a bit, as we write it.
    """
    bare = text.strip().translate(_SPACES).replace(MINUS, "-")
    sign, digits = ("-", bare[1:]) if bare[:1] == "-" else ("", bare.removeprefix("+"))
    if _POWER.fullmatch(digits):
        raise Unreadable("Write the number out, without a power of ten.")
    if "," in digits:
        digits = _commas_resolved(digits, sign, is_count=is_count)
    elif digits.count(".") > 1 and _GROUPED.fullmatch(digits):
        digits = digits.replace(".", "")
    if not digits.isascii() or not _DIGITS.fullmatch(digits):
        raise Unreadable(EXAMPLE)
    number = Decimal(sign + digits)
    if number.adjusted() >= MOST_DIGITS or len(digits) > 2 * MOST_DIGITS:
        raise Unreadable(f"A value has at most {MOST_DIGITS} digits before the point.")
    return stored(number)


def _commas_resolved(digits: str, sign: str, *, is_count: bool) -> str:
    point, comma = digits.rfind("."), digits.rfind(",")
    if point >= 0:
        inner, outer = (".", ",") if point > comma else (",", ".")
        whole, _, fraction = digits.rpartition(inner)
        grouped = whole if outer == "," else whole.replace(".", ",")
        if not re.fullmatch(r"\d{1,3}(,\d{3})+", grouped):
            raise Unreadable(EXAMPLE)
        return f"{grouped.replace(',', '')}.{fraction}"
    if _GROUPED.fullmatch(digits):
        if digits.count(",") == 1 and not is_count:
            raise TwoWays((sign + digits.replace(",", ""), sign + digits.replace(",", ".")))
        return digits.replace(",", "")
    if digits.count(",") > 1:
        raise Unreadable(EXAMPLE)
    return digits.replace(",", ".")


def _without_unit(text: str, unit: str) -> str:
    if unit and text.casefold().endswith(unit.casefold()):
        return text[: -len(unit)]
    if text.endswith("%"):
        named = f"in {unit}" if unit else "a plain count"
        raise Unreadable(f"This metric is {named}, not in %.")
    return text


def cell_text(value: Decimal, numerator: Decimal | None, denominator: Decimal | None) -> str:
    """A number as its cell shows it, and as `read_cell` reads it back."""
    if numerator is not None and denominator is not None:
        return f"{stored(numerator):f} / {stored(denominator):f}"
    return f"{stored(value):f}"
