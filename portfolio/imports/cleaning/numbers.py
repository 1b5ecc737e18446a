"""Numbers as people write them: `$2.7B`, `99.5 %`, `1 234,5`; unclear ones are refused."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from portfolio.imports.cleaning.errors import Unclear
from portfolio.kernel.numbers import stored

LARGEST = Decimal(10) ** 14
SPACES = re.compile("[\\s\u00a0\u2007\u2009\u202f]+")
BODY = re.compile(r"^([+-]?)(\d[\d.,']*|\.\d+)$")
SCALES = {"k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "t": 12}


@dataclass(frozen=True, slots=True)
class NumberRule:
    """What a profile says about the numbers of a column.

    `decimal` is the decimal sign ("." or ","); without it a number that could be read two ways
    is refused. `percent` accepts a % sign (the number stays as written: 99.5 % is 99.5).
    `currency` signs and `units` are accepted around the number and dropped; `scale` accepts
    K, M, B, T; `times` multiplies at the end (0.995 with times = 100 is 99.5).
    """

    decimal: str = ""
    percent: bool = False
    currency: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    scale: bool = False
    times: Decimal = Decimal(1)


PLAIN = NumberRule()


def clean_number(value: object, rule: NumberRule = PLAIN) -> Decimal:
    """The exact value, rounded to the six decimals the database keeps. Raises Unclear."""
    if isinstance(value, bool):
        raise Unclear("is not a number")
    if isinstance(value, (int, float, Decimal)):
        return _kept(_decimal(str(value)) * rule.times)
    return _from_text(str(value), rule)


@lru_cache(maxsize=10_000)
def _from_text(text: str, rule: NumberRule) -> Decimal:
    body, power = _undressed(text.strip().replace("\u2212", "-"), rule)
    return _kept(_decimal(_machine_form(body, rule)).scaleb(power) * rule.times)


def _undressed(text: str, rule: NumberRule) -> tuple[str, int]:
    """The bare digits and the power of ten that a K, M or B stood for."""
    negative = text.startswith("-")
    text = text.removeprefix("-").lstrip()
    for sign in rule.currency:
        text = text.removeprefix(sign).removesuffix(sign).strip()
    if text.endswith("%"):
        if not rule.percent:
            raise Unclear("has a % sign where the profile expects a plain number")
        text = text[:-1].rstrip()
    for unit in rule.units:
        if text.lower().endswith(unit.lower()):
            text = text[: -len(unit)].rstrip()
            break
    power = 0
    if rule.scale:
        word = re.search(r"[A-Za-z]+$", text)
        if word and word.group().lower() in SCALES:
            power = SCALES[word.group().lower()]
            text = text[: word.start()].rstrip()
    return ("-" if negative else "") + text, power


def _machine_form(text: str, rule: NumberRule) -> str:
    """The number with "." for decimals and no grouping, or Unclear."""
    groups = SPACES.split(text)
    if len(groups) > 1:
        if not _grouped(groups):
            raise Unclear("is not a number")
        text = "".join(groups)
    if not BODY.match(text):
        raise Unclear("is not a number")
    decimal = rule.decimal or _decimal_sign(text)
    grouping = {".": ",", ",": "."}.get(decimal, ",")
    whole, sign, fraction = text.partition(decimal) if decimal else (text, "", "")
    parts = re.split(f"[{re.escape(grouping)}']", whole)
    if decimal and (grouping in fraction or decimal in fraction or "'" in fraction):
        raise Unclear("is not a number: a separator stands behind the decimal sign")
    if len(parts) > 1 and not _grouped(parts):
        raise Unclear("is not a number: its digits aren't grouped in threes")
    return "".join(parts) + ("." + fraction if sign else "")


def _decimal_sign(text: str) -> str:
    """The decimal sign when only one reading is possible; Unclear when there are two."""
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        return "." if text.rfind(".") > text.rfind(",") else ","
    sign = "." if dots else "," if commas else ""
    if not sign or dots + commas > 1:
        return {".": ",", ",": "."}.get(sign, "")
    whole, _, fraction = text.lstrip("+-").partition(sign)
    if len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        raise Unclear(
            f"can be read two ways, {whole}{fraction} or {whole}.{fraction}. "
            'Say decimal = "." or decimal = "," in the profile'
        )
    return sign


def _grouped(parts: list[str]) -> bool:
    first = parts[0].lstrip("+-")
    last = re.split("[.,]", parts[-1])[0]
    return (
        1 <= len(first) <= 3
        and first.isdigit()
        and all(len(part) == 3 and part.isdigit() for part in parts[1:-1])
        and len(last) == 3
        and last.isdigit()
    )


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise Unclear("is not a number") from error


def _kept(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise Unclear("is not a number")
    if abs(value) >= LARGEST:
        raise Unclear("is larger than 14 digits before the decimal sign")
    return stored(value)
