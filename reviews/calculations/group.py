"""Which thinly owned products belong together (DOMAIN 5).

Strength, strongest first: shared users, then a shared business domain, then a shared dependency;
among shared users the more personas the stronger; then the more kinds of reason; then the names.
Products are taken from the strongest reason down, and within one from the rarest thing shared to
the most common, so no product is in two proposals. The work grows with the number of uses and
dependencies, not with the pairs of products.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations
from math import ceil
from typing import Any, Final

from products.values import Rationale, Stage
from reviews.values.group import GroupFact, GroupPolicy, GroupProposal

SHARED_AT_ONCE: Final = 3
"""So many shared personas are looked for together; what is shared beyond is counted afterwards."""
PERSONAS_LOOKED_AT: Final = 8
"""Of a product with more personas the rarest are looked at."""

Apart = frozenset[frozenset[int]]
Buckets = dict[tuple[Any, ...], list[GroupFact]]


def is_thin(fact: GroupFact, policy: GroupPolicy) -> bool:
    """A cluster of one, in maturity, with fewer items touched than the threshold."""
    return (
        fact.members == 1 and fact.stage is Stage.MATURITY and fact.touched < policy.items_threshold
    )


def propose(
    facts: Iterable[GroupFact], declined: Collection[Collection[int]], policy: GroupPolicy
) -> list[GroupProposal]:
    """The proposals, the strongest first.

    Two products that were `declined` together are in no proposal together. The order of `facts`
    changes nothing.
    """
    thin = sorted((one for one in facts if is_thin(one, policy)), key=_by_name)
    free = {one.product_id for one in thin}
    apart = frozenset(frozenset(pair) for ids in declined for pair in combinations(sorted(ids), 2))
    found: list[GroupProposal] = []
    for buckets in _levels(thin):
        for _, members in sorted(buckets.items(), key=lambda pair: (len(pair[1]), pair[0])):
            present = [one for one in members if one.product_id in free]
            for part in _parts(present, apart, policy.size_limit):
                found.append(_bound(part))
                free -= {one.product_id for one in part}
    return sorted(found, key=_strength)


def _by_name(fact: GroupFact) -> tuple[str, int]:
    return (fact.name, fact.product_id)


def _strength(found: GroupProposal) -> tuple[Any, ...]:
    order = list(Rationale).index(found.kinds[0])
    names = [_by_name(one) for one in found.products]
    return (order, -len(found.personas), -len(found.kinds), names)


def _levels(thin: Sequence[GroupFact]) -> Iterator[Buckets]:
    """What products may share, the strongest reason first: each thing with those that share it."""
    rarity = Counter(pk for one in thin for pk in one.personas)
    known = {
        one.product_id: sorted(
            sorted(one.personas, key=lambda pk: (rarity[pk], pk))[:PERSONAS_LOOKED_AT]
        )
        for one in thin
    }
    for size in range(SHARED_AT_ONCE, 0, -1):
        yield _bucket(
            (key, one) for one in thin for key in combinations(known[one.product_id], size)
        )
    yield _bucket(((_domain(one),), one) for one in thin if _domain(one))
    yield _bucket(((pk,), one) for one in thin for pk in sorted(one.needs | {one.product_id}))


def _bucket(pairs: Iterable[tuple[tuple[Any, ...], GroupFact]]) -> Buckets:
    found: Buckets = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return {key: members for key, members in found.items() if len(members) > 1}


def _domain(fact: GroupFact) -> str:
    return " ".join(fact.domain.split()).casefold()


def _parts(
    members: Sequence[GroupFact], apart: Apart, limit: int
) -> Iterator[tuple[GroupFact, ...]]:
    """Even parts within the limit, those alike in domain and users beside each other."""
    if len(members) < 2:
        return
    size = ceil(len(members) / ceil(len(members) / limit))
    rest = sorted(members, key=lambda one: (_domain(one), sorted(one.personas), _by_name(one)))
    while len(rest) > 1:
        part, later = _part(rest, apart, size)
        if len(part) > 1:
            yield tuple(sorted(part, key=_by_name))
        rest = later


def _part(
    rest: Sequence[GroupFact], apart: Apart, size: int
) -> tuple[list[GroupFact], list[GroupFact]]:
    """The first of them with as many as go with it, and the others in their order."""
    part: list[GroupFact] = []
    later: list[GroupFact] = []
    for place, one in enumerate(rest):
        if len(part) == size:
            return part, [*later, *rest[place:]]
        pairs = (frozenset((one.product_id, other.product_id)) for other in part)
        (later if apart and any(pair in apart for pair in pairs) else part).append(one)
    return part, later


def _bound(part: tuple[GroupFact, ...]) -> GroupProposal:
    """The part with everything all of it shares."""
    domains = {_domain(one) for one in part}
    personas = frozenset.intersection(*(one.personas for one in part))
    needs = frozenset.intersection(*(one.needs | {one.product_id} for one in part))
    return GroupProposal(
        products=part,
        personas=tuple(sorted(personas)),
        domain=part[0].domain.strip() if len(domains) == 1 and "" not in domains else "",
        needs=tuple(sorted(needs)),
    )
