"""The order of the lifecycle, and what a change of stage asks for."""

import pytest

from products.values import Stage, StageChange, Step

INTRO, G, M, T, R = Stage  # T is retirement, R retired


@pytest.mark.parametrize(
    ("before", "after", "step", "needs_reason", "is_unusual"),
    [
        (None, INTRO, Step.START, False, False),
        (None, M, Step.JUMP, True, True),
        (INTRO, G, Step.FORWARD, True, False),
        (G, M, Step.FORWARD, True, False),
        (M, T, Step.FORWARD, True, False),
        (T, R, Step.FORWARD, True, False),
        (M, G, Step.BACK, True, True),
        (R, T, Step.BACK, True, True),
        (G, INTRO, Step.BACK, True, True),
        (INTRO, M, Step.JUMP, True, True),
        (M, R, Step.JUMP, True, True),
        (R, INTRO, Step.JUMP, True, True),
        (M, INTRO, Step.JUMP, True, True),
    ],
)
def test_every_change_of_stage_but_the_first_needs_a_reason(
    before: Stage | None, after: Stage, step: Step, needs_reason: bool, is_unusual: bool
) -> None:
    change = StageChange(before, after)
    assert (change.step, change.needs_reason, change.is_unusual) == (step, needs_reason, is_unusual)


def test_staying_put_is_not_a_change() -> None:
    with pytest.raises(ValueError, match="the product is in maturity already"):
        StageChange(M, M)
