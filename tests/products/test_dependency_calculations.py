"""Who depends on whom and where clusters cut through, as tables."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from portfolio.kernel.charts import Node, graph
from products.calculations.dependencies import cuts_of, ranks, reached, turned
from products.values.dependencies import DependencyPolicy

CHAIN = [(1, 2), (2, 3), (3, 1), (4, 2), (5, 5)]


def test_what_is_reached_is_told_with_its_steps_and_a_circle_ends() -> None:
    assert reached([1], CHAIN) == {2: (1, 1), 3: (2, 2)}
    assert reached([2], turned(CHAIN)) == {1: (1, 2), 4: (1, 2), 3: (2, 1)}
    assert reached([9], CHAIN) == {}
    assert reached([1, 2], CHAIN) == {3: (1, 2)}


@pytest.mark.parametrize(
    ("inside", "leaving", "cuts"),
    [(0, 1, False), (0, 2, True), (2, 3, True), (3, 4, False), (2, 4, True), (5, 5, False)],
)
def test_a_cluster_cuts_from_the_share_and_the_number_on(
    inside: int, leaving: int, cuts: bool
) -> None:
    """Cluster 1 has the products below 100, cluster 2 the others; 60 % and two leave."""
    homes = {pk: 1 if pk < 100 else 2 for pk in range(200)}
    edges = [(pk, pk + 50) for pk in range(inside)] + [(pk, 100 + pk) for pk in range(leaving)]
    found = cuts_of(homes, edges, DependencyPolicy())
    assert (found[1].inside, found[1].leaving, found[1].cuts) == (inside, leaving, cuts)
    assert found[2].to == {1: leaving}


def test_what_leaves_to_many_clusters_cuts_through_nothing() -> None:
    homes = {1: 1, 2: 2, 3: 3, 4: 4}
    found = cuts_of(homes, [(1, 2), (1, 3), (1, 4)], DependencyPolicy())
    assert (found[1].leaving, found[1].cuts) == (3, False)


def test_a_common_service_does_not_count() -> None:
    homes = {1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 9: 2}
    five = [(pk, 9) for pk in range(1, 6)]
    assert cuts_of(homes, five, DependencyPolicy())[1].leaving == 5
    assert cuts_of(homes, [*five, (6, 9)], DependencyPolicy()) == {}


def test_the_thresholds_are_the_policys() -> None:
    homes, edges = {1: 1, 2: 2}, [(1, 2)]
    assert not cuts_of(homes, edges, DependencyPolicy())[1].cuts
    assert cuts_of(homes, edges, DependencyPolicy(cut_minimum=1))[1].cuts
    for wrong in ({"cut_share": Decimal(0)}, {"cut_share": Decimal(2)}, {"cut_minimum": 0}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            DependencyPolicy(**wrong)  # type: ignore[arg-type]


def test_columns_follow_the_dependencies_and_circles_end() -> None:
    assert ranks([1, 2, 3], [(1, 2), (2, 3), (1, 3)]) == {1: 0, 2: 1, 3: 2}
    assert ranks([1, 2, 3], [(1, 2), (2, 3), (3, 1)]) == {1: 0, 2: 1, 3: 2}
    assert ranks([], []) == {}


def test_three_thousand_products_stay_bounded() -> None:
    edges = [(pk, (pk * 7 + step) % 3000) for pk in range(3000) for step in range(1, 6)]
    began = time.process_time()
    assert len(reached([1], edges)) == 2999
    cuts_of({pk: pk // 3 for pk in range(3000)}, edges, DependencyPolicy(common_needs=9))
    ranks(range(3000), edges)
    assert time.process_time() - began < 5


def test_the_graph_draws_what_fits_and_says_what_does_not() -> None:
    nodes = [Node(0, 'Sign <"In">', "/x/", 0, "here")]
    nodes += [Node(pk, f"A product with a long name {pk}", "", 1) for pk in range(1, 15)]
    drawn = graph(nodes, [(0, pk) for pk in range(1, 15)] + [(2, 1), (1, 0)])
    assert drawn.count('class="gr-box') == 13
    assert "and 2 more" in drawn
    assert drawn.count('class="gr-line"') == 12
    assert drawn.count("gr-back") == 2
    assert "Sign &lt;&quot;In&quot;&gt;" in drawn
    assert "No data" in graph([], [])
