"""The plain way: person by person, each time to whoever has the most speaking for them.

Kept beside the solver: its answer is where the solver starts, what is given where time runs out,
and what the solver's answer is compared with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reviews.calculations.moves import Part, Task, ties
from reviews.values.moves import Handing, SplitOff, Tie


@dataclass
class Places:
    """What everybody carries while moves are being thought of."""

    task: Task
    active: dict[int, int] = field(default_factory=dict)
    stable: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begins with what is carried today."""
        for person, (active, stable) in self.task.taken().items():
            self.active[person], self.stable[person] = active, stable

    def room(self, person: int, active: int, stable: int) -> bool:
        """Whether the person could take so much more on."""
        return (
            self.active.get(person, 0) + active <= self.task.active_ceiling
            and self.stable.get(person, 0) + stable <= self.task.stable_ceiling
        )

    def shift(self, giver: int | None, taker: int, active: int, stable: int) -> None:
        """Moves so much from one to the other."""
        if giver is not None:
            self.leave(giver, active, stable)
        self.leave(taker, -active, -stable)

    def leave(self, giver: int, active: int, stable: int) -> None:
        """Takes so much off somebody."""
        self.active[giver] = self.active.get(giver, 0) - active
        self.stable[giver] = self.stable.get(giver, 0) - stable

    def carried(self, person: int) -> int:
        """How much altogether."""
        return self.active.get(person, 0) + self.stable.get(person, 0)

    def best(
        self, known: Mapping[int, Tie], giver: int | None, active: int, stable: int
    ) -> tuple[int, Tie] | None:
        """Who has room and most speaking for them, the least loaded first; `None` if nobody."""
        found = [
            (known.get(person, Tie.ROOM).cost, self.carried(person), place, person)
            for place, person in enumerate(self.task.receivers)
            if person != giver and self.room(person, active, stable)
        ]
        if not found:
            return None
        cost, _, _, person = min(found)
        return person, list(Tie)[cost]


def greedy(task: Task) -> tuple[tuple[Handing, ...], tuple[SplitOff, ...]] | None:
    """Moves that bring everybody within the ceiling, or `None` where this way finds none."""
    places, moves = Places(task), _Moves()
    for person in task.beyond:
        mine = [part for part in task.movable if part.owner_id == person]
        if not _relieve(person, mine, places, moves):
            return None
    for part in task.movable:
        if part.owner_id is None and not _give(part, places, moves):
            return None
    return tuple(moves.handings), tuple(moves.splits)


@dataclass
class _Moves:
    handings: list[Handing] = field(default_factory=list)
    splits: list[SplitOff] = field(default_factory=list)


def _relieve(person: int, mine: list[Part], places: Places, moves: _Moves) -> bool:
    """Hands over until the person is within the ceiling; whole clusters before parts of them."""
    task = places.task
    for part in mine:
        if len(part.active) == 1 and places.active[person] > task.active_ceiling:
            _give(part, places, moves)
    for part in mine:
        for product in _surplus(part):
            if places.active[person] > task.active_ceiling:
                _split(part, product, places, moves)
    for part in mine:
        if part.stable and places.stable[person] > task.stable_ceiling:
            _give(part, places, moves)
    return (
        places.active[person] <= task.active_ceiling
        and places.stable[person] <= task.stable_ceiling
    )


def _surplus(part: Part) -> Iterator[int]:
    """Products that may leave so that one active stays."""
    yield from part.loose[-(len(part.active) - 1) :] if part.loose else ()


def _give(part: Part, places: Places, moves: _Moves) -> bool:
    known = ties(places.task, part.cluster_id, _products(places.task, part))
    found = places.best(known, part.owner_id, len(part.active), part.stable)
    if found is None:
        return False
    taker, tie = found
    places.shift(part.owner_id, taker, len(part.active), part.stable)
    moves.handings.append(Handing(part.cluster_id, part.owner_id, taker, tie))
    return True


def _split(part: Part, product: int, places: Places, moves: _Moves) -> bool:
    found = places.best(ties(places.task, part.cluster_id, (product,)), part.owner_id, 1, 0)
    if found is None:
        return False
    taker, tie = found
    places.shift(part.owner_id, taker, 1, 0)
    moves.splits.append(SplitOff(product, part.cluster_id, taker, tie))
    return True


def _products(task: Task, part: Part) -> list[int]:
    return [product.product_id for product in task.picture.members[part.cluster_id]]
