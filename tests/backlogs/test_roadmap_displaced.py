"""What a change of a roadmap puts off, as a table; letters stand for entries."""

from __future__ import annotations

import pytest

from backlogs.calculations.roadmap import Arrangement, displaced, placed
from backlogs.values import Column


def arrangement(text: str) -> Arrangement:
    """`AB/C/` is A and B now, C next and nothing later."""
    return Arrangement(*(tuple(ord(letter) for letter in part) for part in text.split("/")))


def spelled(one: Arrangement) -> str:
    return "/".join("".join(chr(key) for key in one.of(column)) for column in Column)


# before, entry, column, neighbour it goes before (or none: the end), afterwards, displaced
CASES = [
    ("AB/CD/E", "X", "now", "", "ABX/CD/E", ""),  # added at an end: nobody waits longer
    ("AB/CD/E", "X", "now", "A", "XAB/CD/E", "AB"),
    ("AB/CD/E", "X", "next", "D", "AB/CXD/E", "D"),
    ("AB/CD/E", "A", "next", "", "B/CDA/E", "A"),  # put off itself
    ("AB/CD/E", "A", "next", "D", "B/CAD/E", "AD"),
    ("AB/CD/E", "A", "later", "", "B/CD/EA", "A"),
    ("AB/CD/E", "D", "later", "E", "AB/C/DE", "DE"),
    ("AB/CD/E", "E", "now", "", "ABE/CD/", ""),  # to the end of an earlier column
    ("AB/CD/E", "E", "now", "B", "AEB/CD/", "B"),
    ("ABC//", "C", "now", "A", "CAB//", "AB"),  # within a column, forward
    ("ABC//", "C", "now", "B", "ACB//", "B"),
    ("ABC//", "A", "now", "C", "BAC//", ""),  # within a column, back: it steps aside itself
    ("ABC//", "B", "now", "C", "ABC//", ""),  # stays where it is
]


@pytest.mark.parametrize(("before", "key", "column", "neighbour", "after", "put_off"), CASES)
def test_displaced(before, key, column, neighbour, after, put_off):
    old = arrangement(before)
    beside = ord(neighbour) if neighbour else None
    new = placed(old, ord(key), Column(column), before=beside)
    assert spelled(new) == after
    found = displaced(old, new, ord(key), old.keys)
    assert "".join(chr(one) for one in found) == put_off


def test_directly_after_a_neighbour_and_a_neighbour_that_is_gone():
    old = arrangement("AB/C/")
    assert spelled(placed(old, ord("C"), Column.NOW, after=ord("A"))) == "ACB//"
    assert spelled(placed(old, ord("A"), Column.NEXT, after=ord("B"))) == "B/CA/"


def test_taken_off():
    old = arrangement("AB/C/")
    new = old.without({ord("A")})
    assert spelled(new) == "B/C/"
    assert displaced(old, new, ord("A"), old.keys) == (ord("A"),)


def test_what_is_shipped_or_dropped_cannot_be_put_off():
    old = arrangement("AB/C/")
    new = placed(old, ord("A"), Column.NEXT, before=ord("C"))
    assert displaced(old, new, ord("A"), [ord("B")]) == ()
