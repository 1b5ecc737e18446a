"""Forty shapes of CSV: read right, or refused with line and column."""

import pytest

from portfolio.kernel.tabular.reading import read
from portfolio.kernel.tabular.values import Limits, ReadOptions, Source

PEOPLE = [{"name": "Zoë", "city": "Kraków"}, {"name": "Ann", "city": "Leeds"}]
PLAIN = "name,city\nZoë,Kraków\nAnn,Leeds\n"
LATIN = "name,city\nZoë,Malmö\nAnn,Leeds\n"
MALMO = [{"name": "Zoë", "city": "Malmö"}, {"name": "Ann", "city": "Leeds"}]
QUOTED = 'name,city\n"Zoë, the first","Kraków\nOld Town"\nAnn,Leeds\n'

READ = {
    "utf-8": (PLAIN.encode(), PEOPLE),
    "utf-8 with mark": (PLAIN.encode("utf-8-sig"), PEOPLE),
    "utf-16 little end first with mark": (b"\xff\xfe" + PLAIN.encode("utf-16-le"), PEOPLE),
    "utf-16 big end first with mark": (b"\xfe\xff" + PLAIN.encode("utf-16-be"), PEOPLE),
    "utf-16 little end first, no mark": (PLAIN.encode("utf-16-le"), PEOPLE),
    "utf-16 big end first, no mark": (PLAIN.encode("utf-16-be"), PEOPLE),
    "utf-32 with mark": (b"\xff\xfe\x00\x00" + PLAIN.encode("utf-32-le"), PEOPLE),
    "windows-1252": (LATIN.encode("cp1252"), MALMO),
    "windows-1252 euro and quotes": (
        "name,city\n“Zoë”,5 €\nAnn,Leeds\n".encode("cp1252"),
        [{"name": "“Zoë”", "city": "5 €"}, {"name": "Ann", "city": "Leeds"}],
    ),
    "semicolons": (PLAIN.replace(",", ";").encode(), PEOPLE),
    "tabs": (PLAIN.replace(",", "\t").encode(), PEOPLE),
    "bars": (PLAIN.replace(",", "|").encode(), PEOPLE),
    "semicolons with decimal commas": (
        b"name;share\nAnn;1,5\nBob;2,5\n",
        [{"name": "Ann", "share": "1,5"}, {"name": "Bob", "share": "2,5"}],
    ),
    "commas with semicolons inside": (
        b"name,tags\nAnn,a;b;c\nBob,d\n",
        [{"name": "Ann", "tags": "a;b;c"}, {"name": "Bob", "tags": "d"}],
    ),
    "excel's sep line": (b"sep=;\r\nname;city\r\nAnn;Leeds\r\n", PEOPLE[1:]),
    "carriage return and line feed": (PLAIN.replace("\n", "\r\n").encode(), PEOPLE),
    "carriage return only": (PLAIN.replace("\n", "\r").encode(), PEOPLE),
    "no line end at the end": (PLAIN.rstrip().encode(), PEOPLE),
    "empty lines between": (PLAIN.replace("\n", "\n\n").encode(), PEOPLE),
    "a row of nothing but separators": (b"name,city\n,\nAnn,Leeds\n", PEOPLE[1:]),
    "quoted separator and line break": (
        QUOTED.encode(),
        [{"name": "Zoë, the first", "city": "Kraków\nOld Town"}, PEOPLE[1]],
    ),
    "quoted quotation marks": (
        b'name,city\n"Ann ""A"" Lee",Leeds\n',
        [{"name": 'Ann "A" Lee', "city": "Leeds"}],
    ),
    "everything quoted": (b'"name","city"\n"Ann","Leeds"\n', PEOPLE[1:]),
    "empty trailing cells": (b"name,city\nAnn,Leeds,,\n", PEOPLE[1:]),
    "a column without a name": (
        b"name,,city\nAnn,x,Leeds\n",
        [{"name": "Ann", "column 2": "x", "city": "Leeds"}],
    ),
    "spaces around names": (b" name , city \nAnn,Leeds\n", PEOPLE[1:]),
    "one column": (b"name\nAnn\nBob\n", [{"name": "Ann"}, {"name": "Bob"}]),
    "header only": (b"name,city\n", []),
    "cells like formulas stay text": (
        b"name,city\n=1+1,@SUM(A1)\n+44 1,-x\n",
        [{"name": "=1+1", "city": "@SUM(A1)"}, {"name": "+44 1", "city": "-x"}],
    ),
    "a cell of 32,767 characters": (
        b"name,city\n" + b"x" * 32_767 + b",Leeds\n",
        [{"name": "x" * 32_767, "city": "Leeds"}],
    ),
}

REFUSED = {
    "nothing": (b"", "empty", "", ""),
    "only blanks": (b" \n \n", "empty", "", ""),
    "row too short": (b"name,city,age\nAnn,Leeds\n", "ragged", "line 2", "age"),
    "row too long": (b"name,city\nAnn,Leeds,42\n", "ragged", "line 2", "column 3"),
    "after a quoted line break": (b'name,city\n"A\nB",x\nAnn\n', "ragged", "line 4", "city"),
    "never-closing quotation mark": (b'name,city\nAnn,"Leeds\n', "row-unreadable", "line 2", ""),
    "text behind a quotation mark": (b'name,city\n"Ann"x,Leeds\n', "row-unreadable", "line 2", ""),
    "the same column twice": (b"name,city,name\nA,B,C\n", "column-twice", "line 1", "name"),
    "broken utf-8 among good": ("name\nZoë\n".encode() + b"\xff\n", "encoding", "line 3", ""),
    "a byte windows-1252 doesn't have": (b"name\nAnn\x81\n", "encoding", "line 2", ""),
    "utf-16 cut in half": (b"\xff\xfe" + "name\nAnn".encode("utf-16-le")[:-1], "encoding", "", ""),
    "utf-16 garbage": (b"\xff\xfe\x00\xd8\x00\xd8name", "encoding", "line 1", ""),
    "NUL": (b"name,city\nAnn,Le\x00eds\n", "control-character", "line 2", "city"),
    "U+000B": (b"name,city\nAnn,Le\x0beds\n", "control-character", "line 2", "city"),
    "C1": ("name,city\nAnn,Le\x85eds\n".encode(), "control-character", "line 2", "city"),
    "U+000B in a column name": (b"na\x0bme,city\nA,B\n", "control-character", "line 1", "column 1"),
    "a cell of 32,768": (b"name\n" + b"x" * 32_768, "cell-too-long", "line 2", "name"),
    "a cell of 200,000": (b"name\n" + b"x" * 200_000, "row-unreadable", "line 2", ""),
    "501 columns": (b",".join(b"c%d" % n for n in range(501)), "too-many-columns", "line 1", ""),
    "a column name of 501 characters": (b"n" * 501, "column-name-too-long", "line 1", ""),
}


def test_the_table_has_at_least_forty_variants() -> None:
    assert len(READ) + len(REFUSED) >= 40


@pytest.mark.parametrize("name", READ)
def test_variants_that_are_read(name: str) -> None:
    content, expected = READ[name]
    result = read([Source("people.csv", content)])
    assert [str(problem) for problem in result.problems] == []
    assert [dict(record.data) for record in result.records] == expected


@pytest.mark.parametrize("name", REFUSED)
def test_variants_that_are_refused_with_their_place(name: str) -> None:
    content, code, place, column = REFUSED[name]
    result = read([Source("people.csv", content)])
    problem = result.problems[0]
    assert (problem.code, problem.column) == (code, column)
    assert problem.origin.file == "people.csv"
    assert problem.origin.place.startswith(place)
    assert len(result.problems) == 1


def test_a_bad_row_leaves_the_good_ones() -> None:
    result = read([Source("a.csv", b"name,city\nAnn,Leeds\nBob\nCid,York\n")])
    assert [record.data["name"] for record in result.records] == ["Ann", "Cid"]
    assert [record.origin.number for record in result.records] == [2, 4]
    assert [problem.origin.number for problem in result.problems] == [3]


def test_lines_are_counted_through_quoted_line_breaks_and_the_sep_line() -> None:
    result = read([Source("a.csv", b'sep=,\nname,city\n"A\nB\nC",x\nD,y\n')])
    assert [record.origin.number for record in result.records] == [3, 6]


@pytest.mark.parametrize(("rows", "problems"), [(3, 0), (4, 1)])
def test_the_row_limit_is_inclusive(rows: int, problems: int) -> None:
    content = b"name\n" + b"x\n" * rows
    result = read([Source("a.csv", content)], None, Limits(rows=3))
    assert len(result.problems) == problems
    assert len(result.records) == (0 if problems else 3)


def test_a_header_of_300_megabytes_is_refused_before_it_is_parsed() -> None:
    result = read([Source("a.csv", b"n" * 300_000_000)])
    assert [problem.code for problem in result.problems] == ["file-too-large"]
    assert "at most 50,000,000" in result.problems[0].reason


def test_the_profile_may_name_encoding_delimiter_and_header_row() -> None:
    content = "Inventory of 2026;\nname;city\nZoë;x,y\n".encode("cp1252")
    options = ReadOptions(encoding="windows-1252", delimiter="semicolon", header_row=2)
    result = read([Source("a.csv", content)], options)
    assert [dict(record.data) for record in result.records] == [{"name": "Zoë", "city": "x,y"}]


def test_columns_of_one_name_are_numbered_where_the_profile_asks_for_it() -> None:
    content = b"Key,Sprint,Sprint,\nA,1,2,\n"
    result = read([Source("a.csv", content)], ReadOptions(number_columns=True))
    assert [dict(record.data) for record in result.records] == [
        {"Key": "A", "Sprint": "1", "Sprint (2)": "2", "column 4": ""}
    ]
