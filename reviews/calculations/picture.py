"""Trying moves on a picture of the portfolio, and what they change (DOMAIN 3 and 5)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reviews.calculations.load import level_of
from reviews.values import LoadLevel
from reviews.values.picture import (
    Differences,
    GiveCluster,
    LevelShift,
    MoveProduct,
    OpenCluster,
    Picture,
    PictureCluster,
    SayWhy,
    Step,
    Tally,
)


def rearranged(picture: Picture, steps: Iterable[Step]) -> Picture:
    """The picture after the steps, taken in their order; the one handed in stays as it is.

    Activity belongs to a product and goes with it. Raises `KeyError` for a step about something
    the picture does not hold: whoever calls has left those out.
    """
    clusters, home, owner = dict(picture.clusters), dict(picture.home), dict(picture.owner)
    for step in steps:
        match step:
            case OpenCluster(cluster_id, name, owner_id, kinds):
                clusters[cluster_id] = PictureCluster(cluster_id, name, kinds=kinds)
                _give(owner, cluster_id, owner_id)
            case MoveProduct(product_id, cluster_id):
                home[picture.products[product_id].product_id] = clusters[cluster_id].cluster_id
            case GiveCluster(cluster_id, person_id):
                _give(owner, clusters[cluster_id].cluster_id, person_id)
            case SayWhy(cluster_id, kinds):
                clusters[cluster_id] = replace(clusters[cluster_id], kinds=kinds)
    return replace(picture, clusters=clusters, home=home, owner=owner)


def _give(owner: dict[int, int], cluster_id: int, person_id: int | None) -> None:
    if person_id is None:
        owner.pop(cluster_id, None)
    else:
        owner[cluster_id] = person_id


def levels(picture: Picture) -> Mapping[int, LoadLevel]:
    """The level of everybody who is accountable for something."""
    return {person: level_of(picture.holdings(person), picture.policy) for person in picture.owned}


def levels_after(
    before: Picture, known: Mapping[int, LoadLevel], after: Picture
) -> Mapping[int, LoadLevel]:
    """The same for `after`, counting anew only those whose clusters or products differ.

    `known` are the levels of `before`; both pictures are of one day and policy.
    """
    moved = {key for key, home in after.home.items() if before.home[key] != home}
    touched = {before.home[key] for key in moved} | {after.home[key] for key in moved}
    touched |= {
        key
        for key in before.owner.keys() | after.owner.keys()
        if before.owner.get(key) != after.owner.get(key)
    }
    people = {picture.owner.get(key) for picture in (before, after) for key in touched}
    return {
        person: level_of(after.holdings(person), after.policy)
        if person in people
        else known[person]
        for person in after.owned
    }


def tally(picture: Picture, found: Mapping[int, LoadLevel]) -> Tally:
    """How many people are beyond the ceiling and in triage; orphans; clusters of one."""
    return Tally(
        beyond=sum(level.is_beyond for level in found.values()),
        triage=sum(level is LoadLevel.TRIAGE for level in found.values()),
        orphans=len(picture.orphans),
        alone=sum(len(rows) == 1 and rows[0].activity.counts for rows in picture.members.values()),
    )


def differences(
    before: Picture,
    after: Picture,
    levels_before: Mapping[int, LoadLevel],
    levels_after: Mapping[int, LoadLevel],
) -> Differences:
    """What changes from one picture to the other."""
    shifts = [
        LevelShift(person, was, now)
        for person in levels_before.keys() | levels_after.keys()
        if (was := levels_before.get(person, LoadLevel.WITHIN))
        is not (now := levels_after.get(person, LoadLevel.WITHIN))
    ]
    orphans_before, orphans_after = set(before.orphans), set(after.orphans)
    gained = {after.home[key] for key, home in before.home.items() if after.home[key] != home}
    return Differences(
        before=tally(before, levels_before),
        after=tally(after, levels_after),
        shifts=tuple(sorted(shifts, key=lambda shift: _by_weight(after, shift))),
        orphans_solved=_named(after, orphans_before - orphans_after),
        orphans_made=_named(after, orphans_after - orphans_before),
        unexplained=_named(after, (key for key in gained if _is_unexplained(after, key))),
        emptied=_named(after, (key for key in before.members if key not in after.members)),
    )


def _is_unexplained(picture: Picture, cluster_id: int) -> bool:
    return len(picture.members[cluster_id]) > 1 and not picture.clusters[cluster_id].kinds


def _by_weight(picture: Picture, shift: LevelShift) -> tuple[int, str, int]:
    person = picture.persons.get(shift.person_id)
    return -shift.after.rank, person.name if person else "", shift.person_id


def _named(picture: Picture, keys: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(keys, key=lambda key: (picture.clusters[key].name, key)))
