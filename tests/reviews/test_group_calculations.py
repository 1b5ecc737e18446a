"""Group proposals as a table: thresholds, strength, size, what was declined (DOMAIN 5)."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.values import Rationale, Stage
from reviews.calculations.group import propose
from reviews.calculations.group_loads import outcome_of
from reviews.values import Holding, LoadLevel, LoadPolicy, ProductActivity
from reviews.values.group import GroupFact, GroupPolicy

POLICY = GroupPolicy()


def thin(pk: int, **fields: object) -> GroupFact:
    row = {
        "product_id": pk, "name": f"P{pk:05}", "cluster_id": 100 + pk, "members": 1,
        "stage": Stage.MATURITY, "touched": 0,
    }  # fmt: skip
    return GroupFact(**{**row, **fields})  # type: ignore[arg-type]


def users(pk: int, *personas: int, **fields: object) -> GroupFact:
    return thin(pk, personas=frozenset(personas), **fields)


def keys(*facts: GroupFact, declined: tuple[tuple[int, ...], ...] = (), **policy: int) -> list[str]:
    return [one.key for one in propose(facts, declined, GroupPolicy(**policy))]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, ["1-2"]),
        ({"touched": 4}, ["1-2"]),
        ({"touched": 5}, []),
        ({"touched": 6}, []),
        ({"members": 2}, []),
        ({"stage": Stage.INTRODUCTION}, []),
        ({"stage": Stage.GROWTH}, []),
        ({"stage": Stage.RETIREMENT}, []),
        ({"stage": Stage.RETIRED}, []),
        ({"stage": None}, []),
        ({"personas": frozenset({8})}, []),
    ],
)
def test_both_must_be_thin_and_share_something(change: dict[str, object], found: list[str]) -> None:
    assert keys(users(1, 7), replace(users(2, 7), **change)) == found


def test_the_threshold_is_the_policys() -> None:
    assert keys(users(1, 7), users(2, 7, touched=5), items_threshold=6) == ["1-2"]
    assert keys(users(1, 7), users(2, 7, touched=6), items_threshold=6) == []


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ({"domain": "Work place"}, {"domain": " work  PLACE "}, [Rationale.DOMAIN]),
        ({"domain": ""}, {"domain": ""}, None),
        ({"needs": frozenset({2})}, {}, [Rationale.TECHNICAL]),
        ({"needs": frozenset({9})}, {"needs": frozenset({9, 8})}, [Rationale.TECHNICAL]),
        ({"needs": frozenset({9})}, {"needs": frozenset({8})}, None),
        (
            {"personas": frozenset({7}), "domain": "A", "needs": frozenset({2})},
            {"personas": frozenset({7}), "domain": "A"},
            [Rationale.USERS, Rationale.DOMAIN, Rationale.TECHNICAL],
        ),
    ],
)
def test_what_may_be_shared(
    one: dict[str, object], other: dict[str, object], kinds: list[Rationale] | None
) -> None:
    found = propose([thin(1, **one), thin(2, **other)], (), POLICY)
    assert [list(proposal.kinds) for proposal in found] == ([] if kinds is None else [kinds])


def test_the_strongest_comes_first_and_no_product_is_in_two() -> None:
    facts = [
        users(1, 7, domain="A"), users(2, 7, 8, 9), users(3, 7, 8, 9), users(4, 7),
        thin(5, domain="A"), thin(6, domain="A"), thin(7, needs=frozenset({8})), thin(8),
    ]  # fmt: skip
    found = propose(facts, (), POLICY)
    assert [one.key for one in found] == ["2-3", "1-4", "5-6", "7-8"]
    assert [one.personas for one in found] == [(7, 8, 9), (7,), (), ()]


def test_parts_are_even_and_within_the_limit() -> None:
    facts = [users(pk, 7) for pk in range(1, 8)]
    assert keys(*facts) == ["1-2-3-4", "5-6-7"]
    assert keys(*facts, size_limit=7) == ["1-2-3-4-5-6-7"]
    assert keys(*facts[:5]) == ["1-2-3-4-5"]
    assert keys(*facts[:6]) == ["1-2-3", "4-5-6"]


def test_declined_products_are_never_together_and_others_take_their_place() -> None:
    facts = [users(1, 7), users(2, 7), users(3, 7)]
    assert keys(*facts[:2], declined=((1, 2),)) == []
    assert keys(*facts, declined=((1, 2),)) == ["1-3"]
    assert keys(*facts, declined=((1, 2, 3),)) == []


@given(
    st.lists(
        st.tuples(st.frozensets(st.integers(1, 5), max_size=4), st.sampled_from(["", "A", "B"])),
        max_size=14,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_facts_changes_nothing(
    rows: list[tuple[frozenset[int], str]], chance: random.Random
) -> None:
    facts = [thin(pk, personas=p, domain=d) for pk, (p, d) in enumerate(rows, 1)]
    mixed = list(facts)
    chance.shuffle(mixed)
    found = propose(facts, ((1, 2),), POLICY)
    assert propose(mixed, ((1, 2),), POLICY) == found
    seen = [pk for one in found for pk in one.product_ids]
    assert len(seen) == len(set(seen))
    assert all(2 <= len(one.products) <= POLICY.size_limit and one.kinds for one in found)
    assert not any({1, 2} <= set(one.product_ids) for one in found)


def test_ten_thousand_thin_products_stay_bounded() -> None:
    facts = [users(pk, 1, pk % 40 + 2, pk % 9 + 50, domain=f"D{pk % 30}") for pk in range(10_000)]
    began = time.process_time()
    found = propose(facts, (tuple(range(50)),), POLICY)
    assert time.process_time() - began < 8
    assert sum(len(one.products) for one in found) > 9_900


def activity(pk: int, active: bool = False) -> ProductActivity:
    return ProductActivity(
        product_id=pk, name=f"P{pk}", stage=Stage.MATURITY, is_active=active, is_naturally_active=active,
    )  # fmt: skip


def holding(pk: int, *products: int, active: bool = False) -> Holding:
    return Holding(pk, f"C{pk}", tuple(activity(one, active) for one in products))


def test_the_taker_is_whoever_carries_least_and_both_loads_are_told() -> None:
    owners = {
        1: [holding(11, 1), holding(12, 12), holding(13, 13), holding(14, 14)],
        2: [holding(21, 2)],
    }
    found = outcome_of({1, 2}, owners, [], LoadPolicy())
    assert (found.taker, found.beyond) == (2, ())
    assert [found.changes[1].before.stable, found.changes[1].after.stable] == [4, 3]
    assert [found.changes[2].before.stable, found.changes[2].after.stable] == [1, 1]
    assert (found.lightens(1), found.lightens(2)) == (True, False)


def test_one_owner_of_both_carries_one_cluster_less() -> None:
    found = outcome_of({1, 2}, {1: [holding(11, 1), holding(12, 2)]}, [], LoadPolicy())
    assert (found.taker, found.changes[1].after.stable, found.lightens(1)) == (1, 1, True)


def test_a_load_beyond_the_ceiling_is_said() -> None:
    """An orphan that is active comes to somebody who has an active product."""
    owners = {1: [holding(11, 1), holding(12, 9, active=True)]}
    found = outcome_of({1, 2}, owners, [holding(30, 2, active=True)], LoadPolicy())
    assert (found.changes[1].after.level, found.beyond) == (LoadLevel.OVER, (1,))


def test_nobody_is_accountable_for_any() -> None:
    found = outcome_of({1, 2}, {}, [holding(30, 2)], LoadPolicy())
    assert (found.taker, dict(found.changes)) == (None, {})
