"""Closed sets of words: the value a row keeps, and what people read for it."""

import enum
from datetime import date
from typing import Self


class Word(enum.StrEnum):
    """One word of a closed set, written `GROWTH = "growth", "Growth"`. It is its own text value."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of each, in their order, as forms want them."""
        return [(word.value, word.label) for word in cls]

    @classmethod
    def texts(cls) -> list[str]:
        """The value of each, in their order, as database checks want them."""
        return [word.value for word in cls]


def joined(parts: list[str]) -> str:
    """A list in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def parted(sentence: str, name: str) -> tuple[str, str]:
    """What is said of `name`, and why: the sentence without it, cut at its first pause."""
    rest = sentence.removeprefix(name).strip()
    for pause in (": ", ". "):
        what, found, why = rest.partition(pause)
        if found:
            return what.rstrip("."), why.strip()
    return rest.rstrip("."), ""


def counted(count: int, one: str, many: str = "") -> str:
    """A number and its noun: `1 product`, `2 products`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def spoken(day: date) -> str:
    """A date in a sentence: `3 March 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def spelled(number: int) -> str:
    """A count in a sentence: words up to ten, digits beyond."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


# Written out rather than taken from the locale, so that a packet has the same bytes anywhere.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
