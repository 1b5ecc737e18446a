"""Exact decimal arithmetic and how numbers are written.

Measured values are `Decimal` throughout, so a sum does not depend on the order of its parts and a
packet built twice has the same bytes. Every function here gives the same answer whatever decimal
context the caller happens to run in.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)

STORED_PLACES = 6
"""Digits after the point that the database keeps: numeric(20, 6)."""

EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)
"""Room for any sum or product of stored values; divisions are cut here, far below what is shown."""

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

_CLOSE_UNITS = frozenset({"°", "°C", "°F", "×"})


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` to `places` digits after the point, halves away from zero, as people round.

    A result of zero has no sign, so that −0.04 to one place is shown as 0.0.
    """
    _check_finite(value)
    result = value.quantize(ONE.scaleb(-places), rounding=ROUND_HALF_UP, context=EXACT)
    return result.copy_abs() if result.is_zero() else result


def stored(value: Decimal) -> Decimal:
    """`value` as the database keeps it, and as a packet states it: six places, none of them idle.

    72.500000 and 72.5 become the same 72.5, so equal numbers are equal text.
    """
    return plain(rounded(value, STORED_PLACES))


def plain(value: Decimal) -> Decimal:
    """The same number without idle zeros and without an exponent: 1E+2 becomes 100.

    Raises `ValueError` for a number that needs more than 50 digits; it is never cut silently.
    """
    _check_finite(value)
    if value.is_zero():
        return ZERO
    short = value.normalize(EXACT)
    if short == value and -EXACT.prec < int(short.as_tuple().exponent) <= 0:
        return short  # nearly every number, and this is asked for thousands
    written = f"{value:f}" if -EXACT.prec < value.adjusted() < EXACT.prec else ""
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    if not written or sum(character.isdigit() for character in written) > EXACT.prec + 1:
        raise ValueError(f"a number has at most {EXACT.prec} digits, unlike {value:.3E}")
    return Decimal(written)


def total(values: Iterable[Decimal]) -> Decimal:
    """The exact sum; of nothing, zero."""
    result = ZERO
    for value in values:
        result = EXACT.add(result, value)
    return result


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The arithmetic mean; of nothing, None."""
    return ratio(total(values), Decimal(len(values)))


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """`part` ÷ `whole`, or None where `whole` is zero and the question has no answer."""
    if whole.is_zero():
        return None
    return EXACT.divide(part, whole)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """`part` in hundredths of `whole`, or None where `whole` is zero."""
    share = ratio(part, whole)
    return None if share is None else EXACT.multiply(share, HUNDRED)


def percentile(values: Sequence[Decimal], fraction: Decimal) -> Decimal | None:
    """The value below which `fraction` (0 to 1) of the values lie; of nothing, None.

    Linear interpolation between closest ranks, as PostgreSQL's `percentile_cont`: with the n values
    in order and the position p = fraction × (n − 1) counted from 0, the value at ⌊p⌋ plus the
    fractional part of p times the step to the next value.
    """
    if not ZERO <= fraction <= ONE:
        raise ValueError(f"a percentile's fraction is 0 to 1, not {fraction}")
    if not values:
        return None
    ordered = sorted(values)
    position = EXACT.multiply(fraction, Decimal(len(ordered) - 1))
    below = int(position)
    if below == len(ordered) - 1:
        return ordered[below]
    step = EXACT.subtract(ordered[below + 1], ordered[below])
    return EXACT.fma(step, EXACT.subtract(position, Decimal(below)), ordered[below])


def median(values: Sequence[Decimal]) -> Decimal | None:
    """The middle value, or the mean of the middle two; of nothing, None."""
    return percentile(values, Decimal("0.5"))


def clamp(value: Decimal, low: Decimal = ZERO, high: Decimal = ONE) -> Decimal:
    """`value`, or the nearer end when it lies outside `low` to `high`."""
    return max(low, min(high, value))


def shown(value: Decimal, places: int | None = None) -> str:
    """A number for people: `1 234.5`, thousands apart from five digits on, a true minus sign.

    Without `places`, as many as the value has, at most six.
    """
    number = stored(value) if places is None else rounded(value, places)
    sign = MINUS if number < ZERO else ""
    whole, point, fraction = f"{abs(number):f}".partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", NARROW_SPACE)
    return f"{sign}{whole}{point}{fraction}"


def brief(value: Decimal) -> Decimal:
    """The number as it is read at a glance: up to two places stay, longer ones are rounded.

    99.39 stays, 10.373333 becomes 10.4 and 0.012345 becomes 0.0123. Between 99 and 100 two places
    are kept: availabilities differ there.
    """
    exact = stored(value)
    if exact == rounded(exact, 2):
        return exact
    size = abs(exact)
    places = 2 if 99 < size < HUNDRED else max(0, min(2 - size.adjusted(), STORED_PLACES))
    return plain(rounded(exact, places))


def with_unit(value: Decimal, unit: str, places: int | None = None) -> str:
    """A number and its unit, which never part at a line break: `99.4 %`, `320 ms`, `21°`."""
    number = shown(value, places)
    if not unit:
        return number
    space = "" if unit in _CLOSE_UNITS else NO_BREAK_SPACE
    return f"{number}{space}{unit}"


def _check_finite(value: Decimal) -> None:
    if not value.is_finite():
        raise ValueError(f"a number must be finite, not {value}")
