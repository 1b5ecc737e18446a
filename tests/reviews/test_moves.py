"""Suggested moves: the fewest there are, locks and limits kept, and what stands in the way."""

from __future__ import annotations

from itertools import product as combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from products.values import Stage
from reviews.calculations.moves_solver import suggest
from reviews.calculations.picture import levels, rearranged
from reviews.values import LoadPolicy, ProductActivity
from reviews.values.moves import Handing, Hindrance, Limits, Obstacle, SplitOff, Suggestion, Tie
from reviews.values.picture import Picture, PictureCluster, PicturePerson, PictureProduct

DANA, ELI, FAYE, GUS = 1, 2, 3, 4
NAMES = {DANA: "Dana", ELI: "Eli", FAYE: "Faye", GUS: "Gus"}


def picture(
    clusters: dict[int, str], owner: dict[int, int], former: dict[int, set[int]] | None = None
) -> Picture:
    """Clusters by their products, `A` active and `s` stable; products are 10 × cluster + place."""
    homes = {
        10 * key + n: (key, kind) for key, kinds in clusters.items() for n, kind in enumerate(kinds)
    }
    products = {
        pk: PictureProduct(
            pk,
            f"P{pk}",
            f"p{pk}",
            ProductActivity(
                pk,
                f"P{pk}",
                Stage.GROWTH if kind == "A" else Stage.MATURITY,
                kind == "A",
                kind == "A",
                True,
                (),
            ),
        )
        for pk, (_, kind) in homes.items()
    }
    return Picture(
        products=products,
        clusters={key: PictureCluster(key, f"C{key}", f"c{key}") for key in clusters},
        persons={pk: PicturePerson(pk, name, name.lower()) for pk, name in NAMES.items()},
        home={pk: key for pk, (key, _) in homes.items()},
        owner=owner,
        policy=LoadPolicy(),
        former={key: frozenset(people) for key, people in (former or {}).items()},
    )


EVERYBODY = frozenset(NAMES)
TWO_ACTIVE = picture({1: "A", 2: "A", 3: "s"}, {1: DANA, 2: DANA, 3: ELI})
FOUR_STABLE = picture(
    {1: "s", 2: "s", 3: "ss", 4: "s", 5: "A"}, {1: DANA, 2: DANA, 3: DANA, 4: DANA, 5: ELI}
)
TOGETHER = picture({1: "AAs", 2: "s"}, {1: DANA, 2: ELI})
FULL = picture({1: "A", 2: "A", 3: "A"}, {1: DANA, 2: DANA, 3: ELI})
MANY = picture(dict.fromkeys(range(1, 5), "A"), dict.fromkeys(range(1, 5), DANA))


@pytest.mark.parametrize(
    ("before", "limits", "handings", "splits"),
    [
        (picture({1: "A"}, {1: DANA}), Limits(), (), ()),
        (TWO_ACTIVE, Limits(), (Handing(2, DANA, ELI, Tie.ROOM),), ()),
        (TWO_ACTIVE, Limits(locked_clusters=frozenset({2})), (Handing(1, DANA, ELI, Tie.ROOM),), ()),
        (FOUR_STABLE, Limits(), (Handing(4, DANA, ELI, Tie.ROOM),), ()),
        (TOGETHER, Limits(), (), (SplitOff(11, 1, ELI, Tie.ROOM),)),
        (
            TOGETHER,
            Limits(locked_products=frozenset({11})),
            (),
            (SplitOff(10, 1, ELI, Tie.ROOM),),
        ),
        # Who owned it before knows it best, whoever else has room.
        (
            picture({1: "A", 2: "A", 3: "s", 4: "s"}, {1: DANA, 2: DANA, 3: ELI, 4: FAYE}, {2: {FAYE}}),
            Limits(),
            (Handing(2, DANA, FAYE, Tie.FORMER),),
            (),
        ),
        # Orphans stay orphans unless they are to be given somebody.
        (picture({1: "A", 2: "A"}, {1: DANA}), Limits(receivers=EVERYBODY), (), ()),
        (
            picture({1: "A", 2: "A"}, {1: DANA}),
            Limits(receivers=EVERYBODY, with_orphans=True),
            (Handing(2, None, ELI, Tie.ROOM),),
            (),
        ),
    ],
)  # fmt: skip
def test_the_fewest_moves(
    before: Picture, limits: Limits, handings: tuple[Handing, ...], splits: tuple[SplitOff, ...]
) -> None:
    found = suggest(before, limits)
    assert (found.handings, found.splits, found.obstacles) == (handings, splits, ())
    assert found.is_fewest
    assert found.baseline == found.moves


@pytest.mark.parametrize(
    ("before", "limits", "obstacle"),
    [
        (FULL, Limits(), Obstacle(Hindrance.ACTIVE_PLACES, 3, 2)),
        (
            picture(dict.fromkeys(range(1, 8), "s"), dict.fromkeys(range(1, 7), DANA) | {7: ELI}),
            Limits(),
            Obstacle(Hindrance.STABLE_PLACES, 7, 6),
        ),
        (
            TWO_ACTIVE,
            Limits(locked_clusters=frozenset({1, 2})),
            Obstacle(Hindrance.LOCK, 2, 1, person_id=DANA),
        ),
        (TOGETHER, Limits(may_split=False), Obstacle(Hindrance.SPLIT, 2, 1, cluster_id=1)),
        (
            TOGETHER,
            Limits(locked_products=frozenset({10, 11})),
            Obstacle(Hindrance.SPLIT, 2, 1, cluster_id=1),
        ),
        (MANY, Limits(receivers=EVERYBODY, most=2), Obstacle(Hindrance.MOST, 3, 2)),
        (TWO_ACTIVE, Limits(receivers=frozenset()), Obstacle(Hindrance.ACTIVE_PLACES, 2, 1)),
    ],
)
def test_what_stands_in_the_way(before: Picture, limits: Limits, obstacle: Obstacle) -> None:
    found = suggest(before, limits)
    assert (found.obstacles, found.handings, found.splits) == ((obstacle,), (), ())


def test_a_limit_that_is_just_enough() -> None:
    assert suggest(MANY, Limits(receivers=EVERYBODY, most=3)).moves == 3


kinds = st.lists(st.sampled_from(["A", "s", "AA", "As"]), min_size=1, max_size=5)


@given(kinds, st.data())
@settings(max_examples=60, deadline=None)
def test_never_worse_than_trying_everything(rows: list[str], data: st.DataObject) -> None:
    owners = data.draw(
        st.lists(st.sampled_from([DANA, DANA, ELI, FAYE]), min_size=len(rows), max_size=len(rows))
    )
    clusters = dict(enumerate(rows, start=1))
    before = picture(clusters, dict(zip(clusters, owners, strict=True)))
    limits = Limits(receivers=frozenset({DANA, ELI, FAYE}), may_split=False)
    found = suggest(before, limits)
    least = _least(before)
    assert (found.moves if found.is_possible else None) == least
    if found.is_possible:
        assert not _beyond(before, found)
        assert found.baseline is None or found.moves <= found.baseline


@given(kinds, st.data())
@settings(max_examples=60, deadline=None)
def test_with_splits_everybody_ends_within_the_ceiling(
    rows: list[str], data: st.DataObject
) -> None:
    owners = data.draw(
        st.lists(st.sampled_from([DANA, DANA, ELI]), min_size=len(rows), max_size=len(rows))
    )
    clusters = dict(enumerate(rows, start=1))
    before = picture(clusters, dict(zip(clusters, owners, strict=True)))
    locked = data.draw(st.sets(st.sampled_from(sorted(clusters)), max_size=1))
    limits = Limits(receivers=EVERYBODY, locked_clusters=frozenset(locked))
    found = suggest(before, limits)
    assert found == suggest(before, limits)
    if found.is_possible:
        assert not _beyond(before, found)
        assert locked.isdisjoint(move.cluster_id for move in found.handings)
        assert locked.isdisjoint(move.from_cluster_id for move in found.splits)


def _least(before: Picture) -> int | None:
    """The fewest hand-overs after which nobody is beyond the ceiling, by trying all."""
    keys, counts = sorted(before.clusters), []
    for owners in combinations((DANA, ELI, FAYE), repeat=len(keys)):
        after = dict(zip(keys, owners, strict=True))
        moved = sum(before.owner[key] != owner for key, owner in after.items())
        if not any(level.is_beyond for level in levels(_owned(before, after)).values()):
            counts.append(moved)
    return min(counts, default=None)


def _owned(before: Picture, owner: dict[int, int]) -> Picture:
    return Picture(
        before.products, before.clusters, before.persons, before.home, owner, before.policy
    )


def _beyond(before: Picture, found: Suggestion) -> list[int]:
    names = {pk: row.name for pk, row in before.products.items()}
    after = rearranged(before, found.steps(names))
    return [person for person, level in levels(after).items() if level.is_beyond]
