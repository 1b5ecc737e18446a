"""Quarters: the fiscal calendar as a table of cases, and the laws every date obeys."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.kernel.quarters import Quarter

MONTHS = st.integers(1, 12)
DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(
    ("day", "first_month", "label", "start", "end"),
    [
        (date(2026, 9, 30), 1, "2026 Q3", date(2026, 7, 1), date(2026, 10, 1)),
        (date(2026, 10, 1), 1, "2026 Q4", date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 12, 31), 1, "2026 Q4", date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 1, 1), 1, "2026 Q1", date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 3, 31), 4, "FY2026 Q4", date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 4, 1), 4, "FY2027 Q1", date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 10, 1), 10, "FY2027 Q1", date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 1, 31), 2, "FY2026 Q4", date(2025, 11, 1), date(2026, 2, 1)),
        (date(2026, 2, 1), 2, "FY2027 Q1", date(2026, 2, 1), date(2026, 5, 1)),
        (date(2025, 12, 1), 12, "FY2026 Q1", date(2025, 12, 1), date(2026, 3, 1)),
        (date(2024, 2, 29), 12, "FY2024 Q1", date(2023, 12, 1), date(2024, 3, 1)),
    ],
)
def test_a_day_lies_in_its_quarter(
    day: date, first_month: int, label: str, start: date, end: date
) -> None:
    quarter = Quarter.of(day, first_month)
    assert (quarter.label, quarter.start, quarter.end) == (label, start, end)
    assert quarter.last_day == end - timedelta(days=1)


@pytest.mark.parametrize(
    "text", ["2019Q4", "2019 Q4", "2019-q4", "2019-Q4", " 2019q4 ", "FY2019Q4"]
)
def test_a_calendar_quarter_is_read_in_every_form(text: str) -> None:
    assert Quarter.parse(text) == Quarter(2019, 4)


@pytest.mark.parametrize("text", ["FY2027 Q1", "fy2027-q1", "FY2027Q1", "FY 2027 Q1", "2027 Q1"])
def test_a_fiscal_quarter_is_read_in_every_form(text: str) -> None:
    assert Quarter.parse(text, 4) == Quarter(2027, 1, 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Q4",
        "2019",
        "2019Q5",
        "2019Q0",
        "19Q4",
        "2019Q44",
        "2019 Q 4",
        "2019--q4",
        "٢٠١٩Q4",
        "x2019Q4",
    ],
)
def test_what_is_no_quarter_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(
        ValueError, match="is not a quarter; write it as 2026Q3, 2026 Q3 or 2026-q3"
    ) as caught:
        Quarter.parse(text)
    assert f"“{text}”" in str(caught.value)


def test_a_fiscal_calendar_names_its_own_forms() -> None:
    with pytest.raises(ValueError, match="write it as FY2027Q1, FY2027 Q1 or fy2027-q1"):
        Quarter.parse("soon", 4)


@pytest.mark.parametrize(
    ("year", "number", "first_month", "why"),
    [
        (2026, 0, 1, "a quarter's number is 1 to 4, not 0"),
        (2026, 5, 1, "a quarter's number is 1 to 4, not 5"),
        (2026, 1, 0, "the first month of a fiscal year is 1 to 12, not 0"),
        (2026, 1, 13, "the first month of a fiscal year is 1 to 12, not 13"),
        (0, 1, 1, "outside the calendar"),
        (9999, 4, 1, "outside the calendar"),
    ],
)
def test_an_impossible_quarter_is_refused(
    year: int, number: int, first_month: int, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Quarter(year, number, first_month)


def test_the_edges_of_the_calendar_are_a_clear_refusal() -> None:
    assert Quarter.of(date.min).start == date.min
    assert Quarter.of(date(9999, 9, 30)).end == date(9999, 10, 1)
    with pytest.raises(ValueError, match="outside the calendar"):
        Quarter.of(date.max)
    with pytest.raises(ValueError, match="outside the calendar"):
        Quarter.of(date.min).previous()
    with pytest.raises(ValueError, match="outside the calendar"):
        Quarter.of(date.min, 2)
    with pytest.raises(ValueError, match="“9999Q4” is not a quarter"):
        Quarter.parse("9999Q4")


def test_a_day_that_starts_no_quarter_is_refused() -> None:
    assert Quarter.from_start(date(2026, 4, 1), 4) == Quarter(2027, 1, 4)
    with pytest.raises(
        ValueError, match="no quarter starts on 2026-05-01; 2026 Q2 starts on 2026-04-01"
    ):
        Quarter.from_start(date(2026, 5, 1))


def test_neighbours_and_years() -> None:
    quarter = Quarter(2026, 1)
    assert (quarter.previous(), quarter.next()) == (Quarter(2025, 4), Quarter(2026, 2))
    assert quarter.trailing(3) == (Quarter(2025, 3), Quarter(2025, 4), quarter)
    assert quarter.trailing(0) == ()
    assert Quarter(2027, 3, 4).year_start == date(2026, 4, 1)
    assert Quarter(2027, 3, 4).year_end == date(2027, 4, 1)
    assert [Quarter(2024, number).days for number in (1, 2, 3, 4)] == [91, 91, 92, 92]
    with pytest.raises(ValueError, match="not negative: -1"):
        quarter.trailing(-1)


def test_the_ways_of_writing_one() -> None:
    assert (Quarter(2026, 3).label, Quarter(2026, 3).slug) == ("2026 Q3", "2026-q3")
    assert str(Quarter(2027, 1, 4)) == "FY2027 Q1"
    assert (Quarter(2027, 1, 4).slug, Quarter(2027, 1, 4).compact) == ("fy2027-q1", "FY2027Q1")


@given(day=DAYS, first_month=MONTHS)
def test_every_day_lies_in_exactly_one_quarter(day: date, first_month: int) -> None:
    quarter = Quarter.of(day, first_month)
    assert quarter.contains(day)
    assert not quarter.previous().contains(day)
    assert not quarter.next().contains(day)
    assert quarter.previous().end == quarter.start
    assert quarter.end == quarter.next().start
    assert 89 <= quarter.days <= 92
    assert len(list(quarter.each_day())) == quarter.days


@given(day=DAYS, first_month=MONTHS)
def test_a_quarter_survives_being_written_and_read(day: date, first_month: int) -> None:
    quarter = Quarter.of(day, first_month)
    for written in (quarter.label, quarter.slug, quarter.compact):
        assert Quarter.parse(written, first_month) == quarter
    assert Quarter.from_start(quarter.start, first_month) == quarter


@given(day=DAYS, first_month=MONTHS)
def test_a_fiscal_year_is_named_for_the_year_it_ends_in(day: date, first_month: int) -> None:
    quarter = Quarter.of(day, first_month)
    assert (quarter.year_end - timedelta(days=1)).year == quarter.fiscal_year
    assert quarter.year_start <= day < quarter.year_end
    assert quarter.year_start.month == first_month


@given(
    day=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    first_month=MONTHS,
    count=st.integers(-400, 400),
)
def test_shifting_there_and_back_returns(day: date, first_month: int, count: int) -> None:
    quarter = Quarter.of(day, first_month)
    assert quarter.shift(count).shift(-count) == quarter
    assert (quarter.shift(count) > quarter) == (count > 0)
    assert (quarter.shift(count) >= quarter) == (count >= 0)
