"""Reading a room's thresholds out of a policy version."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from portfolio.kernel.thresholds import as_thresholds, read_thresholds


@dataclass(frozen=True)
class Limits:
    ceiling: int = 3
    share: Decimal = Decimal("0.5")


def test_what_is_not_given_keeps_its_default() -> None:
    assert read_thresholds(Limits, "load", {}) == Limits()
    assert read_thresholds(Limits, "load", {"load.ceiling": 4}) == Limits(ceiling=4)


@pytest.mark.parametrize("value", [0.6, "0.6", Decimal("0.6"), "0.60"])
def test_numbers_come_as_json_or_text(value: object) -> None:
    assert read_thresholds(Limits, "load", {"load.share": value}).share == Decimal("0.6")


def test_other_rooms_keys_are_passed_over() -> None:
    assert read_thresholds(Limits, "load", {"metrics.ceiling": 9, "loads.ceiling": 9}) == Limits()


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("load.celing", 1, "load.celing is no threshold; there are ceiling, share"),
        ("load.ceiling", 1.5, "load.ceiling must be a whole number, not 1.5"),
        ("load.ceiling", "many", "load.ceiling must be a number, not 'many'"),
        ("load.ceiling", True, "load.ceiling must be a number, not True"),
        ("load.ceiling", None, "load.ceiling must be a number, not None"),
        ("load.share", -1, "load.share must be zero or more, not -1"),
        ("load.share", "NaN", "load.share must be zero or more, not 'NaN'"),
    ],
)
def test_a_threshold_that_makes_no_sense_is_named(key: str, value: object, message: str) -> None:
    with pytest.raises(ValueError, match="load") as caught:
        read_thresholds(Limits, "load", {key: value})
    assert str(caught.value) == message


def test_every_threshold_can_be_printed_with_a_result() -> None:
    assert as_thresholds(Limits(ceiling=4), "load") == {
        "load.ceiling": 4,
        "load.share": Decimal("0.5"),
    }
    assert read_thresholds(Limits, "load", as_thresholds(Limits(4), "load")) == Limits(4)
