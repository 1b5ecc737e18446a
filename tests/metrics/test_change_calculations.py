"""Scores of clusters, and what moved a score: parts that sum to the whole."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.calculations.changes import apportioned, score_change
from metrics.calculations.scores import combined_score, spread, weighted_score
from metrics.values import Member, MetricPolicy, Score, Weighted, Weighting

D = Decimal
EQUALLY = MetricPolicy()
BY_USERS = MetricPolicy(weighting=Weighting.USERS)


def members(*pairs: tuple[int | None, str | None]) -> list[Member]:
    return [
        Member(str(at), users, None if score is None else D(score))
        for at, (users, score) in enumerate(pairs)
    ]


def of(*parts: tuple[str, str, str | None]) -> Score:
    """A score over metrics of key, weight and attainment."""
    return weighted_score(
        [Weighted(key, D(weight), None if a is None else D(a)) for key, weight, a in parts], EQUALLY
    )


@pytest.mark.parametrize(
    ("policy", "products", "value", "coverage"),
    [
        (EQUALLY, members(), None, None),
        (EQUALLY, members((900, "80"), (100, "40")), "60.0", "1"),
        (BY_USERS, members((900, "80"), (100, "40")), "76.0", "1"),
        (BY_USERS, members((900, "80"), (None, "40")), "60.0", "1"),
        (BY_USERS, members((0, "80"), (0, "40")), "60.0", "1"),
        (BY_USERS, members((0, "80"), (10, None)), None, "0"),
        (BY_USERS, members((900, "80"), (100, None)), "80.0", "0.9"),
        (EQUALLY, members((900, "80"), (100, None)), "80.0", "0.5"),
        (EQUALLY, members((900, "80"), (100, None), (1, None)), None, "0.3333"),
    ],
)
def test_a_cluster_is_the_weighted_mean_of_its_products(
    policy: MetricPolicy, products: list[Member], value: str | None, coverage: str | None
) -> None:
    found = combined_score(products, policy)
    assert found.value == (None if value is None else D(value))
    assert found.coverage == (None if coverage is None else D(coverage))


def test_the_worked_example_of_a_change() -> None:
    """−9: rest-time breaches cost 6 of it."""
    before = of(("notice", "2", "0.5"), ("breaches", "1", "0.6"), ("uptime", "1", "0.44"))
    after = of(("notice", "2", "0.48"), ("breaches", "1", "0.36"), ("uptime", "1", "0.36"))
    change = score_change(before, after)
    assert change is not None
    assert (before.value, after.value, change.whole) == (D("51.0"), D("42.0"), D("-9.0"))
    assert [(part.key, part.points) for part in change.parts] == [
        ("breaches", D("-6.0")),
        ("uptime", D("-2.0")),
        ("notice", D("-1.0")),
    ]


def test_a_metric_that_joins_or_leaves_brings_its_distance_from_the_middle() -> None:
    before = of(("steady", "1", "0.5"), ("gone", "1", "0.9"))
    after = of(("steady", "1", "0.5"), ("new", "1", "0.1"))
    change = score_change(before, after)
    assert change is not None
    # 70 became 30; the middle is 50, where the steady one stands.
    assert [(one.key, one.points, one.joined, one.left) for one in change.parts] == [
        ("gone", D("-20.0"), False, True),
        ("new", D("-20.0"), True, False),
        ("steady", D("0.0"), False, False),
    ]


def test_without_two_numbers_there_is_no_change() -> None:
    nothing = of(("a", "1", None))
    assert score_change(nothing, of(("a", "1", "0.4"))) is None
    assert score_change(of(("a", "1", "0.4")), nothing) is None


def test_a_cluster_told_by_metrics_has_the_points_of_its_products() -> None:
    inner = {"p": of(("a", "1", "1"), ("b", "3", "0.5")), "q": of(("a", "1", "0.2"))}
    outer = combined_score([Member(key, None, one.value) for key, one in inner.items()], EQUALLY)
    told = spread(outer, inner)
    assert [(one.key, one.points, one.possible, one.lost) for one in told.contributions] == [
        ("p/a", D("12.5"), D("12.5"), D("0")),
        ("p/b", D("18.75"), D("37.5"), D("18.75")),
        ("q/a", D("10"), D("50"), D("40")),
    ]
    assert told.value == outer.value == D("41.3")


@pytest.mark.parametrize(
    ("parts", "whole", "found"),
    [
        ([], "0", []),
        (["0.04", "0.04", "0.02"], "0.1", ["0.1", "0.0", "0.0"]),
        (["-0.05", "-0.05"], "-0.1", ["0.0", "-0.1"]),
        (["0", "1.5"], "1.4", ["0.0", "1.4"]),
        (["0", "1.5"], "1.6", ["0.0", "1.6"]),
        (["-3.33", "-3.33", "-3.34"], "-10", ["-3.3", "-3.3", "-3.4"]),
    ],
)
def test_tenths_are_shared_out(parts: list[str], whole: str, found: list[str]) -> None:
    assert apportioned([D(part) for part in parts], D(whole)) == [D(one) for one in found]


ATTAINED = st.none() | st.decimals(0, 1, places=4)
WEIGHT = st.decimals("0.01", 10, places=2)
METRICS = st.dictionaries(st.sampled_from("abcdefg"), st.tuples(WEIGHT, ATTAINED), max_size=7)


@given(METRICS, METRICS)
def test_the_parts_sum_to_the_change(
    old: dict[str, tuple[Decimal, Decimal | None]], new: dict[str, tuple[Decimal, Decimal | None]]
) -> None:
    before, after = (
        weighted_score([Weighted(key, weight, a) for key, (weight, a) in one.items()], EQUALLY)
        for one in (old, new)
    )
    change = score_change(before, after)
    if before.value is None or after.value is None:
        assert change is None
        return
    assert change is not None
    assert change.whole == after.value - before.value
    assert sum((part.points for part in change.parts), D(0)) == change.whole
    assert {part.key for part in change.parts} == {
        one.key for one in (*before.contributions, *after.contributions) if one.points is not None
    }


@given(METRICS)
def test_nothing_changed_is_nothing_for_every_part(
    same: dict[str, tuple[Decimal, Decimal | None]],
) -> None:
    score = weighted_score([Weighted(key, weight, a) for key, (weight, a) in same.items()], EQUALLY)
    change = score_change(score, score)
    assert change is None or {part.points for part in change.parts} == {D(0)}
