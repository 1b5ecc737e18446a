"""Exact arithmetic, and numbers as people read them."""

from decimal import Decimal, localcontext
from statistics import median as reference_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.kernel import numbers

D = Decimal
STORED = st.decimals(-(10**13), 10**13, places=6)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("1.25", 1, "1.3"),
        ("-0.04", 1, "0.0"),
        ("99.95", 1, "100.0"),
    ],
)
def test_halves_round_away_from_zero_and_zero_has_no_sign(
    value: str, places: int, expected: str
) -> None:
    assert str(numbers.rounded(D(value), places)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("72.500000", "72.5"),
        ("1E+2", "100"),
        ("-0.00", "0"),
        ("0.1234567", "0.123457"),
        ("100", "100"),
    ],
)
def test_a_stored_number_has_one_text(value: str, expected: str) -> None:
    assert str(numbers.stored(D(value))) == expected


def test_a_number_too_long_to_write_is_refused_never_cut() -> None:
    assert numbers.plain(D("1" * 50)) == D("1" * 50)
    for text in ("1" * 60, "1E+60", "1E-60"):
        with pytest.raises(ValueError, match="at most 50 digits"):
            numbers.plain(D(text))


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_not_finite_is_refused(text: str) -> None:
    for write in (numbers.plain, numbers.stored, numbers.shown):
        with pytest.raises(ValueError, match="must be finite"):
            write(D(text))


def test_shares_of_nothing_have_no_answer() -> None:
    assert numbers.ratio(D(1), D(0)) is None
    assert numbers.percent(D(0), D("0.000")) is None
    assert numbers.percent(D(3), D(4)) == D(75)
    assert numbers.mean([]) is None
    assert numbers.median([]) is None
    assert numbers.percentile([], D("0.95")) is None
    assert numbers.total([]) == 0


@pytest.mark.parametrize(
    ("values", "fraction", "expected"),
    [
        ([7], "0.95", "7"),
        ([1, 2], "0.5", "1.5"),
        ([4, 1, 3, 2], "0.95", "3.85"),
        ([1, 2, 3, 4, 5], "0.6", "3.4"),
        ([5, 1, 3], "0", "1"),
        ([5, 1, 3], "1", "5"),
    ],
)
def test_percentile_interpolates_as_postgresql_does(
    values: list[int], fraction: str, expected: str
) -> None:
    assert numbers.percentile([D(value) for value in values], D(fraction)) == D(expected)


@pytest.mark.parametrize("fraction", ["-0.01", "1.01"])
def test_a_percentile_outside_its_range_is_refused(fraction: str) -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        numbers.percentile([D(1)], D(fraction))


@given(st.lists(STORED, min_size=1, max_size=30))
def test_median_agrees_with_the_standard_library(values: list[Decimal]) -> None:
    with localcontext(prec=60):
        assert numbers.median(values) == reference_median(values)


@given(st.lists(STORED, max_size=30))
def test_a_sum_does_not_depend_on_order_or_context(values: list[Decimal]) -> None:
    with localcontext(prec=60):
        exact = sum(values, D(0))
    with localcontext(prec=3):
        assert numbers.total(sorted(values)) == exact
        assert numbers.total(sorted(values, reverse=True)) == exact


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1234", None, "1234"),
        ("12345.5", None, "12\u202f345.5"),
        ("-1234567.891", 1, "\u22121\u202f234\u202f567.9"),
        ("99.400000", None, "99.4"),
        ("-0.04", 1, "0.0"),
        ("99", 2, "99.00"),
    ],
)
def test_a_number_for_people(value: str, places: int | None, text: str) -> None:
    assert numbers.shown(D(value), places) == text


@pytest.mark.parametrize(
    ("unit", "text"), [("%", "99.4\u00a0%"), ("ms", "99.4\u00a0ms"), ("°", "99.4°"), ("", "99.4")]
)
def test_a_number_keeps_its_unit_beside_it(unit: str, text: str) -> None:
    assert numbers.with_unit(D("99.40"), unit) == text


def test_clamp_keeps_to_its_ends() -> None:
    assert [numbers.clamp(D(text)) for text in ("-0.1", "0", "0.4", "1", "1.1")] == [
        D(0), D(0), D("0.4"), D(1), D(1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("99.39", "99.39"),
        ("10.373333", "10.4"),
        ("8.956667", "8.96"),
        ("0.012345", "0.0123"),
        ("173.333333", "173"),
        ("99.396667", "99.4"),
        ("99.996667", "100"),
        ("-10.373333", "-10.4"),
        ("0.0000004", "0"),
        ("36", "36"),
    ],
)
def test_a_number_at_a_glance(value: str, expected: str) -> None:
    assert numbers.brief(D(value)) == D(expected)
