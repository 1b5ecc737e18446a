"""Who depends on whom, directly and through others; where clusters cut through (DOMAIN 5).

Every walk visits each product once, so circles end and the work grows with the dependencies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from products.values.dependencies import Cut, DependencyPolicy

Edges = Collection[tuple[int, int]]
"""Pairs: the first needs the second."""


def turned(edges: Edges) -> list[tuple[int, int]]:
    """The same the other way round: the first is needed by the second."""
    return [(needed, product) for product, needed in edges]


def reached(start: Collection[int], edges: Edges) -> dict[int, tuple[int, int]]:
    """What follows from `start`: each with how many steps away and through which it comes first.

    What is in `start` itself is left out, and so a circle back to it.
    """
    following: dict[int, list[int]] = defaultdict(list)
    for one, other in sorted(edges):
        following[one].append(other)
    found: dict[int, tuple[int, int]] = {}
    known, edge = set(start), sorted(start)
    steps = 0
    while edge:
        steps += 1
        beyond = []
        for one in edge:
            for other in following[one]:
                if other not in known:
                    known.add(other)
                    found[other] = (steps, one)
                    beyond.append(other)
        edge = beyond
    return found


def cuts_of(homes: Mapping[int, int], edges: Edges, policy: DependencyPolicy) -> dict[int, Cut]:
    """Each cluster that has dependencies; `homes` says which cluster a product belongs to.

    A dependency that leaves one cluster enters another and counts for both.
    """
    asked = Counter(needed for _, needed in edges)
    inside: Counter[int] = Counter()
    leaving: dict[int, Counter[int]] = defaultdict(Counter)
    for product, needed in edges:
        if asked[needed] > policy.common_needs or not {product, needed} <= homes.keys():
            continue
        one, other = homes[product], homes[needed]
        if one == other:
            inside[one] += 1
        else:
            leaving[one][other] += 1
            leaving[other][one] += 1
    return {
        cluster: _cut(inside[cluster], leaving[cluster], policy)
        for cluster in sorted({*inside, *leaving})
    }


def _cut(inside: int, leaving: Counter[int], policy: DependencyPolicy) -> Cut:
    most = max(leaving.values(), default=0)
    dense = most >= policy.cut_minimum and most >= policy.cut_share * (most + inside)
    return Cut(inside, leaving.total(), dict(leaving), cuts=dense)


def ranks(nodes: Iterable[int], edges: Edges) -> dict[int, int]:
    """A column for each node so that most dependencies run from a lower to a higher one.

    Nodes are taken once all that need them are placed; where a circle leaves none, the one with
    the fewest unplaced is taken, the lowest key first.
    """
    waiting = dict.fromkeys(sorted(nodes), 0)
    following: dict[int, list[int]] = defaultdict(list)
    for one, other in sorted(set(edges)):
        if one in waiting and other in waiting and one != other:
            following[one].append(other)
            waiting[other] += 1
    found = dict.fromkeys(waiting, 0)
    ready = [node for node, count in waiting.items() if count == 0]
    while waiting:
        if not ready:
            ready = [min(waiting, key=lambda node: (waiting[node], node))]
        node = ready.pop(0)
        if node not in waiting:
            continue
        del waiting[node]
        for other in following[node]:
            if other in waiting:
                found[other] = max(found[other], found[node] + 1)
                waiting[other] -= 1
                if waiting[other] == 0:
                    ready.append(other)
    return found
