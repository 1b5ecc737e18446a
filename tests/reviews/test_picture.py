"""Moves tried on a picture: what they change, and that nothing else does. No database."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from products.values import ActiveReason, Stage
from reviews.calculations.picture import differences, levels, levels_after, rearranged
from reviews.values import LoadLevel, LoadPolicy, ProductActivity, Reason
from reviews.values.picture import (
    Differences,
    GiveCluster,
    MoveProduct,
    OpenCluster,
    Picture,
    PictureCluster,
    PicturePerson,
    PictureProduct,
    SayWhy,
    Step,
)

DANA, ELI, FAYE = 1, 2, 3
NAMES = {DANA: "Dana", ELI: "Eli", FAYE: "Faye"}


def product(pk: int, is_active: bool, *, counts: bool = True) -> PictureProduct:
    reasons = (Reason(ActiveReason.DEVELOPMENT, "stage", "growth", "In growth."),)
    stage = (Stage.GROWTH if is_active else Stage.MATURITY) if counts else Stage.RETIRED
    activity = ProductActivity(
        pk, f"P{pk}", stage, is_active, is_active, counts, reasons if is_active else ()
    )
    return PictureProduct(pk, f"P{pk}", f"p{pk}", activity)


def picture(
    homes: dict[int, int],
    owner: dict[int, int],
    active: set[int],
    retired: frozenset[int] = frozenset(),
    explained: frozenset[int] = frozenset(),
) -> Picture:
    keys = set(homes.values()) | set(owner)
    return Picture(
        products={pk: product(pk, pk in active, counts=pk not in retired) for pk in homes},
        clusters={
            key: PictureCluster(key, f"C{key}", f"c{key}", ("users",) if key in explained else ())
            for key in keys
        },
        persons={pk: PicturePerson(pk, name, name.lower()) for pk, name in NAMES.items()},
        home=homes,
        owner=owner,
        policy=LoadPolicy(),
    )


# Dana: C10 with two active products, C11 stable; Eli: C12 stable; C13 belongs to nobody.
BEFORE = picture(
    {1: 10, 2: 10, 3: 11, 4: 12, 5: 13},
    {10: DANA, 11: DANA, 12: ELI},
    {1, 2},
    explained=frozenset({10}),
)


def change(*steps: Step) -> Differences:
    after = rearranged(BEFORE, steps)
    return differences(BEFORE, after, levels(BEFORE), levels(after))


@pytest.mark.parametrize(
    ("steps", "shifts"),
    [
        ([], []),
        ([GiveCluster(10, ELI)], [("Eli", "within", "over"), ("Dana", "over", "within")]),
        ([MoveProduct(2, 12)], [("Dana", "over", "within")]),
        ([MoveProduct(2, 13)], [("Dana", "over", "within")]),
        ([OpenCluster(-1, "New", FAYE), MoveProduct(2, -1)], [("Dana", "over", "within")]),
        ([OpenCluster(-1, "New", DANA), MoveProduct(2, -1)], []),
        ([MoveProduct(2, 12), MoveProduct(2, 10)], []),
        ([GiveCluster(11, ELI), GiveCluster(11, DANA)], []),
        ([GiveCluster(10, None)], [("Dana", "over", "within")]),
    ],
)
def test_levels_that_change(steps: list[Step], shifts: list[tuple[str, str, str]]) -> None:
    found = change(*steps)
    said = [(NAMES[one.person_id], one.before.value, one.after.value) for one in found.shifts]
    assert said == shifts


def test_what_else_changes() -> None:
    found = change(GiveCluster(13, FAYE), GiveCluster(12, None), MoveProduct(3, 13))
    assert (found.orphans_solved, found.orphans_made) == ((13,), (12,))
    assert (found.unexplained, found.emptied) == ((13,), (11,))
    assert (found.before.orphans, found.after.orphans) == (1, 1)
    assert (found.before.beyond, found.after.beyond) == (1, 1)
    assert (found.before.alone, found.after.alone) == (3, 1)


def test_a_reason_said_is_a_reason() -> None:
    assert change(SayWhy(13, ("technical",)), MoveProduct(3, 13)).unexplained == ()
    assert change(MoveProduct(3, 10)).unexplained == ()


def test_retired_products_carry_no_weight() -> None:
    found = picture({1: 10, 2: 11}, {10: DANA}, set(), retired=frozenset({1, 2}))
    assert levels(found) == {DANA: LoadLevel.WITHIN}
    assert found.orphans == ()


def test_the_picture_handed_in_stays() -> None:
    rearranged(BEFORE, [MoveProduct(1, 12), GiveCluster(12, None)])
    assert (BEFORE.home[1], BEFORE.owner[12]) == (10, ELI)


STEPS = st.one_of(
    st.builds(MoveProduct, st.integers(1, 5), st.integers(10, 13)),
    st.builds(GiveCluster, st.integers(10, 13), st.sampled_from([DANA, ELI, FAYE, None])),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, max_size=6))
def test_counting_only_those_touched_is_counting_all(steps: list[Step]) -> None:
    after = rearranged(BEFORE, steps)
    assert levels_after(BEFORE, levels(BEFORE), after) == levels(after)
