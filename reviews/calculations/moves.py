"""Suggesting moves: what has to move, who could take it, and what speaks for whom (DOMAIN 5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from reviews.values.moves import Hindrance, Limits, Obstacle, Tie
from reviews.values.picture import Picture


@dataclass(frozen=True)
class Part:
    """Something that takes places with whoever is accountable: a cluster with what counts in it.

    `active` are the keys of its active products; a cluster without any takes one stable place.
    `loose` are those of its active products that may leave it.
    """

    cluster_id: int
    owner_id: int | None
    active: tuple[int, ...]
    loose: tuple[int, ...]
    is_locked: bool

    @property
    def stable(self) -> int:
        """Stable places it takes."""
        return 0 if self.active else 1


@dataclass(frozen=True)
class Homes:
    """Who is at home where: people by the product they own, what needs it, persona and domain."""

    owners: Mapping[int, tuple[int, ...]]
    needed_by: Mapping[int, tuple[int, ...]]
    of_persona: Mapping[int, tuple[int, ...]]
    of_domain: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Task:
    """A picture boiled down to what a solver needs.

    `parts` are the clusters that count and are owned, or to be given an owner; `beyond` the people
    beyond the ceiling; `receivers` who may take something on, in the order of their names.
    """

    picture: Picture
    limits: Limits
    parts: tuple[Part, ...]
    beyond: tuple[int, ...]
    receivers: tuple[int, ...]

    @property
    def active_ceiling(self) -> int:
        """Active products one person may have."""
        return self.picture.policy.active_ceiling

    @property
    def stable_ceiling(self) -> int:
        """Stable clusters one person may have."""
        return self.picture.policy.stable_ceiling

    @property
    def movable(self) -> tuple[Part, ...]:
        """Parts of people beyond the ceiling, and of nobody; nothing else has to move.

        Every move into a place takes it and none makes one elsewhere, so moving what belongs to
        somebody within the ceiling helps nobody (ceilings above one may be an exception, see
        `is_packing`).
        """
        beyond = set(self.beyond)
        return tuple(
            part
            for part in self.parts
            if not part.is_locked and (part.owner_id is None or part.owner_id in beyond)
        )

    @property
    def is_packing(self) -> bool:
        """Whether clusters of several active products go whole into ceilings above one."""
        return self.active_ceiling > 1 and any(len(part.active) > 1 for part in self.movable)

    @cached_property
    def homes(self) -> Homes:
        """Who is at home where."""
        return _homes(self.picture)

    def taken(self) -> Mapping[int, tuple[int, int]]:
        """Person → active and stable places taken today."""
        found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for part in self.parts:
            if part.owner_id is not None:
                found[part.owner_id][0] += len(part.active)
                found[part.owner_id][1] += part.stable
        return {person: (active, stable) for person, (active, stable) in found.items()}


def task_of(picture: Picture, limits: Limits) -> Task:
    """What has to be solved: owned clusters, orphans where they are to be given an owner."""
    parts = tuple(
        _part(picture, limits, cluster_id)
        for cluster_id in sorted(picture.members)
        if picture.counts(cluster_id) and (cluster_id in picture.owner or limits.with_orphans)
    )
    bare = Task(picture, limits, parts, (), ())
    beyond = tuple(
        person
        for person, (active, stable) in sorted(bare.taken().items())
        if active > bare.active_ceiling or stable > bare.stable_ceiling
    )
    allowed = limits.receivers if limits.receivers is not None else frozenset(picture.owned)
    receivers = sorted(
        allowed & picture.persons.keys(), key=lambda pk: (picture.persons[pk].name, pk)
    )
    return Task(picture, limits, parts, beyond, tuple(receivers))


def _part(picture: Picture, limits: Limits, cluster_id: int) -> Part:
    active = tuple(
        product.product_id
        for product in picture.members[cluster_id]
        if product.activity.counts and product.activity.is_active
    )
    is_locked = cluster_id in limits.locked_clusters and cluster_id in picture.owner
    may_leave = limits.may_split and len(active) > 1 and not is_locked
    loose = tuple(pk for pk in active if may_leave and pk not in limits.locked_products)
    return Part(cluster_id, picture.owner.get(cluster_id), active, loose, is_locked)


def ties(task: Task, cluster_id: int, products: Iterable[int]) -> Mapping[int, Tie]:
    """Person → the strongest reason for giving them these products of the cluster.

    Only receivers for whom more speaks than room are named.
    """
    picture = task.picture
    known = task.homes
    found: dict[int, Tie] = {}
    receivers = set(task.receivers)

    def note(people: Iterable[int], tie: Tie) -> None:
        for person in people:
            if person in receivers:
                found.setdefault(person, tie)

    rows = [picture.products[pk] for pk in products]
    note(picture.former.get(cluster_id, ()), Tie.FORMER)
    for row in rows:
        others = sorted({*row.needs, *known.needed_by.get(row.product_id, ())})
        note((p for other in others for p in known.owners.get(other, ())), Tie.NEEDS)
    for row in rows:
        personas = sorted(row.personas)
        note((p for persona in personas for p in known.of_persona.get(persona, ())), Tie.USERS)
    for row in rows:
        note(known.of_domain.get(row.domain, ()) if row.domain else (), Tie.DOMAIN)
    return found


def _homes(picture: Picture) -> Homes:
    owners: dict[int, tuple[int, ...]] = {}
    needed_by: dict[int, list[int]] = defaultdict(list)
    of_persona: dict[int, set[int]] = defaultdict(set)
    of_domain: dict[str, set[int]] = defaultdict(set)
    for pk, product in picture.products.items():
        owner = picture.owner.get(picture.home[pk])
        owners[pk] = () if owner is None else (owner,)
        for other in product.needs:
            needed_by[other].append(pk)
        if owner is not None:
            of_domain[product.domain].add(owner)
            for persona in product.personas:
                of_persona[persona].add(owner)
    return Homes(
        owners,
        {key: tuple(sorted(rows)) for key, rows in needed_by.items()},
        {key: tuple(sorted(rows)) for key, rows in of_persona.items()},
        {key: tuple(sorted(rows)) for key, rows in of_domain.items()},
    )


def obstacles_in_sight(task: Task) -> tuple[Obstacle, ...]:
    """Rules that stand in the way whatever is moved where, found by counting alone."""
    return (*_locked_beyond(task), *_too_large(task), *_too_few_places(task))


def _locked_beyond(task: Task) -> Iterable[Obstacle]:
    """People whose locked clusters alone are beyond the ceiling."""
    for person in task.beyond:
        held = [part for part in task.parts if part.owner_id == person and part.is_locked]
        active = sum(len(part.active) for part in held)
        stable = sum(part.stable for part in held)
        if active > task.active_ceiling:
            yield Obstacle(Hindrance.LOCK, active, task.active_ceiling, person_id=person)
        if stable > task.stable_ceiling:
            yield Obstacle(Hindrance.LOCK, stable, task.stable_ceiling, person_id=person)


def _too_large(task: Task) -> Iterable[Obstacle]:
    """Clusters that nobody may have whole and that may not be split far enough."""
    for part in task.movable:
        least = max(len(part.active) - len(part.loose), 1) if part.active else 0
        if least > task.active_ceiling:
            yield Obstacle(Hindrance.SPLIT, least, task.active_ceiling, cluster_id=part.cluster_id)


def _too_few_places(task: Task) -> Iterable[Obstacle]:
    """More to be carried than those concerned have places for; who may not receive only keeps."""
    taken, people = task.taken(), {*task.beyond, *task.receivers}
    held = [part for part in task.parts if part.owner_id is None or part.owner_id in people]

    def places(ceiling: int, kind: int) -> int:
        keepers = [taken[person][kind] for person in task.beyond if person not in task.receivers]
        return ceiling * len(task.receivers) + sum(min(ceiling, found) for found in keepers)

    active, stable = sum(len(part.active) for part in held), sum(part.stable for part in held)
    if active > (found := places(task.active_ceiling, 0)):
        yield Obstacle(Hindrance.ACTIVE_PLACES, active, found)
    if stable > (found := places(task.stable_ceiling, 1)):
        yield Obstacle(Hindrance.STABLE_PLACES, stable, found)
