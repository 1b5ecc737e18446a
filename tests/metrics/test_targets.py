"""Lines that contradict each other are refused, and the refusal names the field."""

from decimal import Decimal

import pytest

from metrics.values import Direction, LinesOutOfOrder, Target

HIGHER, LOWER, RANGE = Direction


def lines(direction: Direction, *numbers: int | None, weight: str = "1") -> Target:
    """A target from target, warning, floor and, for a range, the three upper ones."""
    below = [Decimal(number) for number in numbers[:3] if number is not None]
    above = [None if number is None else Decimal(number) for number in numbers[3:]]
    return Target(direction, *below, *above, weight=Decimal(weight))


@pytest.mark.parametrize(
    ("direction", "numbers"),
    [
        (HIGHER, (99, 97, 90)),
        (HIGHER, (99, 99, 99)),
        (HIGHER, (0, -10, -50)),
        (LOWER, (0, 3, 10)),
        (LOWER, (5, 5, 5)),
        (RANGE, (40, 30, 20, 60, 70, 80)),
        (RANGE, (50, 50, 50, 50, 50, 50)),
    ],
)
def test_lines_in_order_or_on_each_other_are_a_target(
    direction: Direction, numbers: tuple[int, ...]
) -> None:
    assert lines(direction, *numbers).target == numbers[0]


@pytest.mark.parametrize(
    ("direction", "numbers", "field", "message"),
    [
        (HIGHER, (90, 95, 80), "warning", "the warning line 95 is better than the target 90"),
        (HIGHER, (90, 70, 80), "warning", "the warning line 70 is worse than the floor 80"),
        (HIGHER, (90, 95, 99), "floor", "the floor 99 is better than the target 90"),
        (LOWER, (5, 3, 10), "warning", "the warning line 3 is better than the target 5"),
        (LOWER, (5, 12, 10), "warning", "the warning line 12 is worse than the floor 10"),
        (LOWER, (5, 4, 3), "floor", "the floor 3 is better than the target 5"),
        (HIGHER, (99, 97, 90, 100), "target_upper", "only a range has upper lines"),
        (LOWER, (5, 7, 10, None, None, 9), "floor_upper", "only a range has upper lines"),
        (RANGE, (40, 30, 20), "target_upper", "a range needs the end of its target"),
        (RANGE, (40, 30, 20, 60), "warning_upper", "a range needs an upper warning line"),
        (RANGE, (40, 30, 20, 60, 70), "floor_upper", "a range needs an upper floor"),
        (RANGE, (40, 50, 20, 60, 70, 80), "warning", "the warning line 50 is better than the target 40"),
        (RANGE, (40, 30, 20, 30, 70, 80), "target_upper", "the range is empty: it ends at 30 and begins at 40"),
        (RANGE, (40, 30, 20, 60, 50, 80), "warning_upper", "the warning line 50 is better than the target 60"),
        (RANGE, (40, 30, 20, 60, 90, 80), "warning_upper", "the warning line 90 is worse than the floor 80"),
        (RANGE, (40, 30, 20, 60, 70, 50), "floor_upper", "the floor 50 is better than the target 60"),
    ],
)  # fmt: skip
def test_lines_that_contradict_name_the_field(
    direction: Direction, numbers: tuple[int | None, ...], field: str, message: str
) -> None:
    with pytest.raises(LinesOutOfOrder) as caught:
        lines(direction, *numbers)
    assert (caught.value.field, str(caught.value)) == (field, message)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("weight", ["0", "-1", "NaN"])
def test_a_weight_is_above_nothing(weight: str) -> None:
    with pytest.raises(LinesOutOfOrder) as caught:
        lines(HIGHER, 99, 97, 90, weight=weight)
    assert caught.value.field == "weight"
