"""The same content has the same bytes; what has no one reading is refused."""

import enum
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.kernel.canonical import MAX_DEPTH, canonical_bytes, sha256_hex


class Stage(enum.StrEnum):
    GROWTH = "growth"


NO_ZONE = datetime(2026, 9, 30, tzinfo=UTC).replace(tzinfo=None)
SCALARS = st.none() | st.booleans() | st.integers() | st.text() | st.decimals(-999, 999, places=6)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ((1, 2), "[1,2]"),
        (Decimal("72.500000"), "72.5"),
        (Decimal("1E+6"), "1000000"),
        (Decimal("-0.0"), "0"),
        (Decimal("0.000001"), "0.000001"),
        (date(2026, 9, 30), '"2026-09-30"'),
        (datetime(2026, 9, 30, 14, 5, tzinfo=UTC), '"2026-09-30T14:05:00Z"'),
        (
            datetime(2026, 9, 30, 16, 5, tzinfo=timezone(timedelta(hours=2))),
            '"2026-09-30T14:05:00Z"',
        ),
        (Stage.GROWTH, '"growth"'),
        ("Zoë “quoted”\n", '"Zoë “quoted”\\n"'),
        ({}, "{}"),
        ([], "[]"),
    ],
)
def test_how_a_value_is_written(value: object, written: str) -> None:
    assert canonical_bytes(value) == written.encode()


@pytest.mark.parametrize(
    ("value", "kind", "message"),
    [
        (1.5, TypeError, "float"),
        (
            {"a": [float("nan")]},
            TypeError,
            r"\$\.a\[0\] cannot be written as canonical JSON: float",
        ),
        (Decimal("NaN"), ValueError, "not a finite number"),
        ({"score": Decimal("Infinity")}, ValueError, r"\$\.score is not a finite number"),
        ({1: "a"}, TypeError, "key that is not text: 1"),
        ({"a"}, TypeError, "set"),
        (b"a", TypeError, "bytes"),
        (NO_ZONE, ValueError, "without a zone"),
        ("\ud800", ValueError, "not valid Unicode"),
        ({"\ud800": 1}, ValueError, "not valid Unicode"),
    ],
)
def test_what_has_no_one_reading_is_refused(
    value: object, kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message):
        canonical_bytes(value)


def test_bottomless_nesting_is_a_sentence_not_a_crash() -> None:
    value: object = 1
    for _ in range(MAX_DEPTH):
        value = [value]
    assert canonical_bytes(value) == b"[" * MAX_DEPTH + b"1" + b"]" * MAX_DEPTH
    for _ in range(5000):
        value = [value]
    with pytest.raises(ValueError, match=f"more than {MAX_DEPTH} levels deep"):
        canonical_bytes(value)


@given(st.dictionaries(st.text(), TREES))
def test_the_order_of_keys_does_not_matter(value: dict[str, object]) -> None:
    assert canonical_bytes(dict(reversed(value.items()))) == canonical_bytes(value)


@given(TREES)
def test_what_is_written_reads_back_and_is_written_the_same_again(value: object) -> None:
    written = canonical_bytes(value)
    assert canonical_bytes(json.loads(written, parse_float=Decimal)) == written


def test_the_sum_is_sha256() -> None:
    assert sha256_hex(b"{}") == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
