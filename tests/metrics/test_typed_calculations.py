"""How the text of a cell becomes a number, whatever country it was typed in."""

from datetime import date
from decimal import Decimal

import pytest

from metrics.calculations.blocks import block_of, laid_out
from metrics.calculations.columns import columns
from metrics.calculations.typed import Reading, TwoWays, Unreadable, cell_text, read_cell
from metrics.values import Cadence
from metrics.values.cells import Place, Typed
from portfolio.kernel.quarters import Quarter

D = Decimal


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("99.4", "%", "99.4"), (" 99,4 ", "%", "99.4"), ("99.4 %", "%", "99.4"),
        ("99,4%", "%", "99.4"), ("320 ms", "ms", "320"), ("1 204", "", "1204"),
        ("1\N{NO-BREAK SPACE}204,5", "", "1204.5"), ("1'204.50", "", "1204.5"),
        ("1,204.5", "", "1204.5"), ("1.204,5", "", "1204.5"), ("1,204,000", "", "1204000"),
        ("1.204.000", "", "1204000"), ("1.204", "", "1.204"), ("0,204", "", "0.204"),
        ("12,3456", "", "12.3456"), ("-5", "", "-5"), ("\N{MINUS SIGN}5", "", "-5"),
        ("+7", "", "7"), (".5", "", "0.5"), ("5.", "", "5"), ("0.3333333333", "", "0.333333"),
        ("99999999999999", "", "99999999999999"),
    ],
)  # fmt: skip
def test_a_number_is_read(text: str, unit: str, value: str) -> None:
    assert read_cell(text, unit) == Reading(D(value))


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("NaN", "", "Enter a number"), ("infinity", "", "Enter a number"),
        ("one", "", "Enter a number"), ("1,2,3", "", "Enter a number"),
        ("1,20.5", "", "Enter a number"), ("1.2.3", "", "Enter a number"),
        ("²", "", "Enter a number"), ("٣", "", "Enter a number"), ("=1+1", "", "Enter a number"),
        ("--5", "", "Enter a number"), ("1e400", "", "without a power of ten"),
        ("1E+05", "", "without a power of ten"), ("100000000000000", "", "at most 14 digits"),
        ("0." + "3" * 60, "", "at most 14 digits"),
        ("99.4 %", "h", "in h, not in %"), ("4 %", "", "a plain count, not in %"),
        ("418 / 1204", "%", "one number, not two counts"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_said(text: str, unit: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_cell(text, unit)


@pytest.mark.parametrize(
    ("text", "ways"), [("1,204", ("1204", "1.204")), ("-12,500", ("-12500", "-12.500"))]
)
def test_a_comma_that_may_be_both_is_asked_about(text: str, ways: tuple[str, str]) -> None:
    with pytest.raises(TwoWays) as caught:
        read_cell(text, "h")
    assert caught.value.ways == ways


@pytest.mark.parametrize(
    ("text", "unit", "reading"),
    [
        ("418 / 1,204", "%", Reading(D("34.717608"), D(418), D(1204))),
        ("3/4", "", Reading(D("0.75"), D(3), D(4))),
        ("99.4 %", "%", Reading(D("99.4"))),
    ],
)
def test_a_ratio_takes_two_counts(text: str, unit: str, reading: Reading) -> None:
    found = read_cell(text, unit, is_ratio=True)
    assert found == reading
    shown = cell_text(found.value, found.numerator, found.denominator)
    assert read_cell(shown, unit, is_ratio=True) == reading


@pytest.mark.parametrize("text", ["3/0", "3/-1", "3/", "/4", "3/4/5", "a/b"])
def test_a_ratio_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_cell(text, "%", is_ratio=True)


def test_columns_are_the_stretches_that_end_in_the_period() -> None:
    quarter = Quarter(2026, 3)
    first, last = quarter.start, quarter.last_day
    named = {one: [c.label for c in columns(one, first, last, 1)] for one in Cadence}
    assert named[Cadence.MONTH] == ["Jul", "Aug", "Sep"]
    assert named[Cadence.QUARTER] == ["2026 Q3"]
    assert named[Cadence.YEAR] == []
    assert (len(named[Cadence.WEEK]), named[Cadence.WEEK][0]) == (13, "5 Jul")
    assert len(named[Cadence.DAY]) == 92
    assert [c.end for c in columns(Cadence.YEAR, date(2026, 10, 1), date(2026, 12, 31), 1)] == [
        date(2026, 12, 31)
    ]


def test_a_block_is_laid_over_the_grid() -> None:
    ends = [date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30)]
    block = block_of("1\t2\r\n\t4\r\n5\t6\r\n")
    typed, outside = laid_out(block, [7, 8], ends, Place(7, ends[1]))
    assert typed == [
        Typed(Place(7, ends[1]), 0, "1"), Typed(Place(7, ends[2]), 0, "2"),
        Typed(Place(8, ends[2]), 0, "4"),
    ]  # fmt: skip
    assert outside == 2
