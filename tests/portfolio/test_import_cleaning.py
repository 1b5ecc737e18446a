"""Numbers and dates as people write them: cleaned, or refused with the reason."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from portfolio.imports.cleaning.dates import DateRule, clean_date
from portfolio.imports.cleaning.errors import Unclear
from portfolio.imports.cleaning.numbers import NumberRule, clean_number

DOLLARS = NumberRule(currency=("$", "€"), scale=True)
POINT, COMMA = NumberRule(decimal="."), NumberRule(decimal=",")
SHARE = NumberRule(percent=True, times=Decimal(1))

NUMBERS: list[tuple[Any, NumberRule, str]] = [
    ("$2.7B", DOLLARS, "2700000000"),
    ("-$5", DOLLARS, "-5"),
    ("12k", DOLLARS, "12000"),
    ("99.5 %", SHARE, "99.5"),
    ("1 234,5", NumberRule(), "1234.5"),
    ("1\u00a0234,5", NumberRule(), "1234.5"),
    ("1,234.5", NumberRule(), "1234.5"),
    ("1.234.567,8", NumberRule(), "1234567.8"),
    ("1,234,567", NumberRule(), "1234567"),
    ("1'234.50", NumberRule(), "1234.5"),
    ("0.125", NumberRule(), "0.125"),
    ("1,234", POINT, "1234"),
    ("1.234", POINT, "1.234"),
    ("1.234", COMMA, "1234"),
    ("−5", NumberRule(), "-5"),
    (".5", NumberRule(), "0.5"),
    ("12 ms", NumberRule(units=("ms",)), "12"),
    ("0.995", NumberRule(decimal=".", times=Decimal(100)), "99.5"),
    ("98.96184010080682", NumberRule(), "98.96184"),
    (Decimal("1.50"), NumberRule(), "1.5"),
    (7, NumberRule(), "7"),
]
NO_NUMBERS: list[tuple[Any, NumberRule, str]] = [
    ("1,234", NumberRule(), "can be read two ways, 1234 or 1.234"),
    ("1.234", NumberRule(), "can be read two ways, 1234 or 1.234"),
    ("99.5 %", NumberRule(), "has a % sign"),
    ("12,34,567", NumberRule(), "aren't grouped in threes"),
    ("1.2.3", NumberRule(), "aren't grouped in threes"),
    ("1.234,567.8", NumberRule(), "behind the decimal sign"),
    ("1 23", NumberRule(), "is not a number"),
    ("n/a", NumberRule(), "is not a number"),
    ("=1+1", NumberRule(), "is not a number"),
    ("NaN", NumberRule(), "is not a number"),
    ("1e5", NumberRule(), "is not a number"),
    ("--5", NumberRule(), "is not a number"),
    (True, NumberRule(), "is not a number"),
    (float("inf"), NumberRule(), "is not a number"),
    ("999999999999999", NumberRule(), "larger than 14 digits"),
    ("$5", NumberRule(), "is not a number"),
]


@pytest.mark.parametrize(("text", "rule", "expected"), NUMBERS)
def test_numbers(text: Any, rule: NumberRule, expected: str) -> None:
    assert clean_number(text, rule) == Decimal(expected)


@pytest.mark.parametrize(("text", "rule", "reason"), NO_NUMBERS)
def test_unclear_numbers(text: Any, rule: NumberRule, reason: str) -> None:
    with pytest.raises(Unclear, match=reason):
        clean_number(text, rule)


MONTH = DateRule(("%B %Y",), "first")
GERMAN = DateRule(("%d.%m.%Y",))
DATES = [
    ("2020-02-29", DateRule(), datetime.date(2020, 2, 29)),
    ("29.02.2020", GERMAN, datetime.date(2020, 2, 29)),
    ("May 2015", MONTH, datetime.date(2015, 5, 1)),
    ("February 2016", DateRule(("%B %Y",), "last"), datetime.date(2016, 2, 29)),
    ("December 2016", DateRule(("%B %Y",), "last"), datetime.date(2016, 12, 31)),
    ("2016", DateRule(("%Y",), "last"), datetime.date(2016, 12, 31)),
    ("2025-10-29T15:12:38Z", DateRule(("%Y-%m-%dT%H:%M:%S%z",)), datetime.date(2025, 10, 29)),
    ("05/05/2020", DateRule(("%d/%m/%Y", "%m/%d/%Y")), datetime.date(2020, 5, 5)),
    (datetime.date(2020, 1, 1), MONTH, datetime.date(2020, 1, 1)),
]
NO_DATES = [
    ("03/04/2020", DateRule(), "doesn't say which number is the day"),
    ("03/04/2020", DateRule(("%d/%m/%Y", "%m/%d/%Y")), "can be read as 2020-03-04 or 2020-04-03"),
    ("31.04.2020", GERMAN, "is not a date in the form “%d.%m.%Y”"),
    ("July2016", MONTH, "is not a date in the form “%B %Y”"),
    ("Summer 2017", MONTH, "is not a date"),
    ("December 2017 TBC", MONTH, "is not a date"),
    ("0020-01-01", DateRule(), "lies outside 1900 to 2200"),
    ("2020-02-30", DateRule(), "is not a date|which number"),
    ("soon", DateRule(), "is not a date"),
]


@pytest.mark.parametrize(("text", "rule", "expected"), DATES)
def test_dates(text: Any, rule: DateRule, expected: datetime.date) -> None:
    assert clean_date(text, rule) == expected


@pytest.mark.parametrize(("text", "rule", "reason"), NO_DATES)
def test_unclear_dates(text: Any, rule: DateRule, reason: str) -> None:
    with pytest.raises(Unclear, match=reason):
        clean_date(text, rule)
