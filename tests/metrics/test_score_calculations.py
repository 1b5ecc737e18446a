"""Health and value with coverage, the set of metrics and the trend."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.calculations.scores import score
from metrics.calculations.sets import check_set, trend
from metrics.values import (
    Assessment,
    Contribution,
    Dimension,
    Direction,
    MetricPolicy,
    Move,
    Score,
    Scored,
    Status,
)
from portfolio.kernel.quarters import Quarter
from tests.metrics.test_targets import lines

D = Decimal
POLICY = MetricPolicy()
IMPROVEMENT, OPERATIONS, SUPPORT = Dimension
HIGHER, LOWER, RANGE = Direction


def part(weight: str, attained: str | None, status: Status | None = None) -> Scored:
    """A metric with this weight and attainment; None is a metric without data."""
    if attained is None:
        return Scored("m", D(weight), Assessment(status or Status.NO_DATA, None, None))
    return Scored("m", D(weight), Assessment(status or Status.AT_RISK, D(1), D(attained)))


@pytest.mark.parametrize(
    ("parts", "value", "coverage"),
    [
        ([], None, None),
        ([part("1", "1")], "100.0", "1"),
        ([part("1", "0")], "0.0", "1"),
        ([part("1", "0.5"), part("3", "1")], "87.5", "1"),
        ([part("1", None)], None, "0"),
        ([part("1", "0.8"), part("1", None)], "80.0", "0.5"),
        ([part("1", "0.8"), part("1.01", None)], None, "0.4975"),
        ([part("1", "0.8"), part("1", None, Status.STALE)], "80.0", "0.5"),
        ([part("1", "0.8"), part("2", "0.1", Status.STALE)], None, "0.3333"),
        ([part("1", "0.62249"), part("1", "0.62251")], "62.3", "1"),
        ([part("1", "0.6224"), part("1", "0.6225"), part("1", "0.6226")], "62.3", "1"),
    ],
)
def test_a_score_and_its_coverage(
    parts: list[Scored], value: str | None, coverage: str | None
) -> None:
    found = score(parts, POLICY)
    assert found.value == (None if value is None else D(value))
    assert found.coverage == (None if coverage is None else D(coverage))
    assert value is None or str(found.value) == value


def test_each_metric_says_what_it_brought() -> None:
    found = score([part("1", "0.5"), part("3", "1"), part("1", None)], POLICY)
    assert found == Score(
        value=D("87.5"),
        coverage=D("0.8"),
        contributions=(
            Contribution("m", D(1), D("12.5"), D(25)),
            Contribution("m", D(3), D(75), D(75)),
            Contribution("m", D(1), None, None),
        ),
    )


def test_the_policy_says_how_much_must_be_covered() -> None:
    lenient = MetricPolicy.from_thresholds({"metrics.minimum_coverage": "0.3"})
    assert score([part("1", "0.8"), part("2", None)], lenient).value == D(80)
    nothing_asked = MetricPolicy.from_thresholds({"metrics.minimum_coverage": 0})
    assert score([part("1", None)], nothing_asked).value is None


WEIGHTS = st.decimals("0.01", "9999.99", places=2)
SHARES = st.decimals(0, 1, places=6)


@given(st.lists(st.tuples(WEIGHTS, SHARES), min_size=1, max_size=8))
def test_a_score_lies_between_its_worst_and_best_metric(
    pairs: list[tuple[Decimal, Decimal]],
) -> None:
    parts = [
        Scored("m", weight, Assessment(Status.AT_RISK, D(1), share)) for weight, share in pairs
    ]
    found = score(parts, POLICY)
    shares = [share * 100 for _, share in pairs]
    assert found.value is not None
    assert min(shares) - D("0.05") <= found.value <= max(shares) + D("0.05")
    assert found.coverage == 1
    points = sum(brought.points for brought in found.contributions if brought.points is not None)
    assert abs(points - found.value) <= D("0.0500001")


@given(st.lists(st.tuples(WEIGHTS, SHARES), min_size=1, max_size=6), st.data())
def test_the_order_of_metrics_does_not_matter(
    pairs: list[tuple[Decimal, Decimal]], data: st.DataObject
) -> None:
    parts = [
        Scored("m", weight, Assessment(Status.AT_RISK, D(1), share)) for weight, share in pairs
    ]
    assert score(data.draw(st.permutations(parts)), POLICY).value == score(parts, POLICY).value


@pytest.mark.parametrize(
    ("dimensions", "findings"),
    [
        ([IMPROVEMENT, OPERATIONS, SUPPORT], []),
        ([IMPROVEMENT, OPERATIONS, SUPPORT, SUPPORT, SUPPORT], []),
        ([], ["tracks no metric yet; 3 to 5 are expected"]),
        (
            [OPERATIONS],
            [
                "tracks 1 metric; 3 to 5 are expected",
                "no metric speaks for improvement",
                "no metric speaks for support",
            ],
        ),
        (
            [IMPROVEMENT, SUPPORT],
            ["tracks 2 metrics; 3 to 5 are expected", "no metric speaks for operations"],
        ),
        (
            [IMPROVEMENT, OPERATIONS, SUPPORT, SUPPORT, SUPPORT, SUPPORT],
            ["tracks 6 metrics; 3 to 5 are expected"],
        ),
    ],
)
def test_three_to_five_metrics_at_least_one_per_dimension(
    dimensions: list[Dimension], findings: list[str]
) -> None:
    assert [finding.sentence for finding in check_set(dimensions, POLICY)] == findings


LAST = Quarter(2026, 3)


@pytest.mark.parametrize(
    ("direction", "values", "move"),
    [
        (HIGHER, {}, None),
        (HIGHER, {LAST: 1}, None),
        (HIGHER, {LAST.previous(): 1, LAST: 2}, Move.BETTER),
        (LOWER, {LAST.previous(): 1, LAST: 2}, Move.WORSE),
        (LOWER, {LAST.previous(): 2, LAST: 1}, Move.BETTER),
        (HIGHER, {LAST.previous(): 2, LAST: 1}, Move.WORSE),
        (HIGHER, {LAST.shift(-3): 1, LAST: 1}, Move.SAME),
        (LOWER, {LAST.previous(): 2, LAST: 2}, Move.SAME),
        (HIGHER, {LAST.shift(-8): 1, LAST: 2}, None),
        (RANGE, {LAST.previous(): 90, LAST: 70}, Move.BETTER),
        (RANGE, {LAST.previous(): 45, LAST: 55}, Move.SAME),
        (RANGE, {LAST.previous(): 45, LAST: 25}, Move.WORSE),
    ],
)
def test_eight_quarters_and_where_the_newest_moved(
    direction: Direction, values: dict[Quarter, int], move: Move | None
) -> None:
    target = lines(RANGE, 40, 30, 20, 60, 80, 100) if direction is RANGE else None
    known = {quarter: D(value) for quarter, value in values.items()}
    found = trend(known, LAST, direction, POLICY, target)
    assert [point.quarter for point in found.points] == list(LAST.trailing(8))
    assert [point.value for point in found.points] == [known.get(q) for q in LAST.trailing(8)]
    assert found.move is move


def test_a_range_without_a_target_has_no_better() -> None:
    known = {LAST.previous(): D(45), LAST: D(55)}
    assert trend(known, LAST, RANGE, POLICY).move is None
