"""What of a draft can still be done when the world has moved on, and what it comes to."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviews.values.picture import (
    GiveCluster,
    MoveProduct,
    OpenCluster,
    Picture,
    SayWhy,
    Step,
)


@dataclass(frozen=True)
class PlannedCluster:
    """A cluster a draft would open; `key` is below nought until it is."""

    key: int
    name: str
    owner_id: int | None
    owner_name: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedMove:
    """A move with the keys of its things and how they are called.

    With a `product_id` the product goes to `cluster_id`; without, `cluster_id` goes to `person_id`
    (None: to nobody). `from_cluster_id` and `from_person_id` are how it was when drafted.
    """

    move_id: int
    cluster_id: int
    cluster_name: str
    product_id: int | None = None
    product_name: str = ""
    from_cluster_id: int | None = None
    from_cluster_name: str = ""
    person_id: int | None = None
    person_name: str = ""
    from_person_id: int | None = None
    from_person_name: str = ""


@dataclass(frozen=True)
class Trouble:
    """Why a move cannot be made as it was drafted; `is_done` when the world made it already."""

    words: str
    is_done: bool = False


def troubles(
    moves: Sequence[PlannedMove], opened: Sequence[PlannedCluster], world: Picture
) -> dict[int, Trouble]:
    """The moves that cannot be made in the world as it is, by key, each with what changed."""
    planned = {cluster.key: cluster for cluster in opened}
    found: dict[int, Trouble] = {}
    reached: set[int] = set()
    for move in moves:
        test: Callable[..., Trouble | None] = (
            _product_trouble if move.product_id is not None else _owner_trouble
        )
        trouble = test(move, planned, world)
        if trouble is not None:
            found[move.move_id] = trouble
        elif move.product_id is not None:
            reached.add(move.cluster_id)
    return found | _without_products(moves, reached, found)


def _without_products(
    moves: Sequence[PlannedMove], reached: Collection[int], found: Collection[int]
) -> dict[int, Trouble]:
    """Clusters to be opened that no product reaches can be given to nobody."""
    return {
        move.move_id: Trouble(f"No product comes to {move.cluster_name}.")
        for move in moves
        if move.product_id is None
        and move.cluster_id < 0
        and move.cluster_id not in reached
        and move.move_id not in found
    }


def _product_trouble(
    move: PlannedMove, planned: Mapping[int, PlannedCluster], world: Picture
) -> Trouble | None:
    product = world.products.get(move.product_id or 0)
    name = move.product_name
    if product is None:
        return Trouble(f"{name} is in no cluster any more.")
    if not product.activity.counts:
        return Trouble(f"{name} is retired by now.")
    home = world.home[product.product_id]
    if home == move.cluster_id:
        return Trouble(f"{name} is in {move.cluster_name} already.", is_done=True)
    if home != move.from_cluster_id:
        return Trouble(
            f"{name} is in {world.clusters[home].name} by now; it was in {move.from_cluster_name} "
            "when this was drafted."
        )
    if move.cluster_id >= 0:
        return None if move.cluster_id in world.clusters else _closed(move.cluster_name)
    owner = planned[move.cluster_id]
    if owner.owner_id is not None and owner.owner_id not in world.persons:
        return Trouble(f"{owner.owner_name}, who was to have {owner.name}, has left.")
    return None


def _owner_trouble(
    move: PlannedMove, planned: Mapping[int, PlannedCluster], world: Picture
) -> Trouble | None:
    if move.person_id is not None and move.person_id not in world.persons:
        return Trouble(f"{move.person_name} has left.")
    if move.cluster_id < 0:
        return None
    if move.cluster_id not in world.clusters:
        return _closed(move.cluster_name)
    now = world.owner.get(move.cluster_id)
    if now == move.person_id:
        who = move.person_name or "Nobody"
        return Trouble(f"{who} is accountable for {move.cluster_name} already.", is_done=True)
    if now != move.from_person_id:
        who = world.persons[now].name if now is not None else "Nobody"
        was = move.from_person_name or "nobody"
        return Trouble(
            f"{who} is accountable for {move.cluster_name} by now; it was {was} when this was "
            "drafted."
        )
    return None


def _closed(name: str) -> Trouble:
    return Trouble(f"{name} is closed by now.")


def steps(
    moves: Iterable[PlannedMove],
    opened: Iterable[PlannedCluster],
    reasons: Mapping[int, tuple[str, ...]],
) -> list[Step]:
    """The steps of moves that can be made. `reasons` are kinds said for clusters, by key."""
    wanted = list(moves)
    reached = {move.cluster_id for move in wanted if move.product_id is not None}
    found: list[Step] = [
        OpenCluster(cluster.key, cluster.name, cluster.owner_id, cluster.kinds)
        for cluster in opened
        if cluster.key < 0 and cluster.key in reached
    ]
    found += [SayWhy(key, kinds) for key, kinds in reasons.items() if key in reached]
    for move in wanted:
        if move.product_id is not None:
            found.append(MoveProduct(move.product_id, move.cluster_id))
        else:
            found.append(GiveCluster(move.cluster_id, move.person_id))
    return found
