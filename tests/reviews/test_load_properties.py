"""More to carry is never a lighter load, and under which conditions exactly (DOMAIN 3)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from products.values import ActiveReason, Stage
from reviews.calculations.load import load
from reviews.values import Holding, LoadLevel, LoadPolicy, ProductActivity, Reason

BRISK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def product(kind: str) -> ProductActivity:
    """A product that is stable, growing, in change, or retired."""
    if kind == "retired":
        return ProductActivity(1, "Fax", Stage.RETIRED, False, False, counts=False)
    reasons = {
        "stable": (),
        "growing": (Reason(ActiveReason.DEVELOPMENT, "stage", "growth", "In growth."),),
        "changing": (Reason(ActiveReason.OPERATIONAL_CHANGE, "change", "migration", "Moved."),),
    }[kind]
    return ProductActivity(
        1, "Payroll", Stage.MATURITY, bool(reasons), bool(reasons), True, reasons
    )


PRODUCTS = st.sampled_from(["stable", "growing", "changing", "retired"]).map(product)
HOLDINGS = st.lists(PRODUCTS, max_size=4).map(lambda ones: Holding(1, "Voyages", tuple(ones)))
CARRIED = st.lists(HOLDINGS, max_size=5)


@st.composite
def policies(draw: st.DrawFn) -> LoadPolicy:
    ceiling = draw(st.integers(1, 3))
    strained = draw(st.integers(ceiling + 1, ceiling + 2))
    return replace(
        LoadPolicy(),
        active_ceiling=ceiling,
        stable_ceiling=draw(st.integers(1, 5)),
        triage_active_strained=strained,
        triage_active=draw(st.integers(strained, strained + 2)),
    )


@BRISK
@given(CARRIED, HOLDINGS, policies())
def test_one_cluster_more_never_lowers_the_level(
    carried: list[Holding], more: Holding, policy: LoadPolicy
) -> None:
    before, after = load(carried, policy), load([*carried, more], policy)
    assert after.level.rank >= before.level.rank
    assert (after.active, after.stable) >= (before.active, before.stable)


@BRISK
@given(CARRIED, st.integers(0, 4), PRODUCTS, policies())
def test_one_product_more_in_a_cluster_never_lowers_it_but_for_the_first_active_one(
    carried: list[Holding], place: int, more: ProductActivity, policy: LoadPolicy
) -> None:
    """The first active product of a stable cluster turns one stable into one active."""
    assume(place < len(carried))
    grown = replace(carried[place], products=(*carried[place].products, more))
    before = load(carried, policy)
    after = load([*carried[:place], grown, *carried[place + 1 :]], policy)
    assert after.active >= before.active
    assert after.active + after.stable >= before.active + before.stable
    if not (carried[place].is_stable and more.counts and more.is_active):
        assert after.level.rank >= before.level.rank


def test_where_the_first_active_product_of_a_cluster_lightens_the_load() -> None:
    stable = Holding(1, "Voyages", (product("stable"),))
    busy = replace(stable, products=(*stable.products, product("growing")))
    before, after = load([stable] * 4, LoadPolicy()), load([*[stable] * 3, busy], LoadPolicy())
    assert (before.active, before.stable, before.level) == (0, 4, LoadLevel.OVER)
    assert (after.active, after.stable, after.level) == (1, 3, LoadLevel.AT_CEILING)
