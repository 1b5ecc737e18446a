"""Closed sets of words: the value a row keeps, and what people read for it."""

import enum
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


def counted(count: int, one: str, many: str = "") -> str:
    """A number and its noun: `1 product`, `2 products`."""
    return f"{count} {one if count == 1 else many or one + 's'}"
