"""The program CP-SAT solves to find the fewest moves.

What takes exactly one place (a cluster with one active product or none, a product split off) need
not be told apart by receiver unless something speaks for one of them: those for whom only room
speaks share one pool, into which as much fits as they have places left together. That is exact
because every such thing fills one place of one kind, and it keeps the program small.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from reviews.calculations.moves import Part, Task, ties
from reviews.calculations.moves_greedy import Places
from reviews.values.moves import Handing, SplitOff, Tie

Answer = tuple[tuple[Handing, ...], tuple[SplitOff, ...]]

Term = Any  # variables, sums and numbers: CP-SAT's own types cannot be added under a checker

POOL = 0
"""Stands for "whoever of the receivers has room"; keys of people begin at 1."""
WHO_S = 8.0
"""Seconds for choosing among equally few moves; the best found by then is taken."""
SPLIT_COST = len(Tie) + 1
"""A cluster that stays together is preferred to one taken apart, moves being equally many."""


@dataclass(frozen=True)
class Found:
    """What the solver came to: its state, and the moves where it has any."""

    state: object
    handings: tuple[Handing, ...] = ()
    splits: tuple[SplitOff, ...] = ()

    @property
    def moves(self) -> int:
        """How many moves."""
        return len(self.handings) + len(self.splits)


@dataclass
class Choice:
    """Where one thing may go: a variable a receiver (or the pool), and what speaks for each."""

    part: Part
    product: int | None
    to: dict[int, cp_model.IntVar]
    tie: dict[int, Tie]


@dataclass
class Program:
    """The program of a task, for the fewest moves, or for the best ones of so many.

    How many it takes does not depend on who receives what, so the first question knows the pool
    alone; the second, with `moves_known`, tells those for whom something speaks apart. `start` is
    an answer to begin with.
    """

    task: Task
    start: Answer | None = None
    moves_known: int | None = None
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    choices: list[Choice] = field(default_factory=list)
    active: dict[int, list[Term]] = field(default_factory=lambda: defaultdict(list))
    stable: dict[int, list[Term]] = field(default_factory=lambda: defaultdict(list))
    moves: list[Term] = field(default_factory=list)
    splits: list[Term] = field(default_factory=list)
    costs: list[Term] = field(default_factory=list)

    def solved(self) -> Found:
        """Builds the program and solves it within the time allowed, on one thread."""
        movable = set(self.task.movable)
        for part in self.task.parts:
            if part not in movable:
                if part.owner_id is not None:
                    self.active[part.owner_id].append(len(part.active))
                    self.stable[part.owner_id].append(part.stable)
            else:
                self._add(part)
        self._add_places()
        total = sum(self.moves)
        if self.task.limits.most is not None:
            self.model.add(total <= self.task.limits.most)
        if self.moves_known is None:
            # Moves being equal, a cluster that stays together is better than one taken apart.
            self.model.minimize((1 + len(self.splits)) * total + sum(self.splits))
        else:
            self.model.add(total == self.moves_known)
            self.model.minimize(sum(self.costs))
        self._hint()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1  # several would race, and answer differently each time
        solver.parameters.random_seed = 1
        is_second = self.moves_known is not None
        seconds = min(self.task.limits.seconds, WHO_S) if is_second else self.task.limits.seconds
        solver.parameters.max_time_in_seconds = seconds
        state = solver.solve(self.model)
        if state not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(state)
        chosen = [
            (choice, person)
            for choice in self.choices
            for person, variable in choice.to.items()
            if solver.value(variable)
        ]
        return read(self.task, chosen, state)

    def _add(self, part: Part) -> None:
        """The cluster stays, goes whole, or goes with one active product, the others split off."""
        count, offs = len(part.active), [self._split(part, product) for product in part.loose]
        whole = self._choice(part, None, is_unit=count < 2)
        gone = sum(whole.to.values())
        if part.owner_id is None:
            self.model.add_exactly_one(whole.to.values())
        else:
            self.model.add_at_most_one(whole.to.values())
        self.moves.append(gone)
        if count < 2:
            self._carry(whole, count, part.stable)
            if part.owner_id is not None:
                self.active[part.owner_id].append(count * (1 - gone))
                self.stable[part.owner_id].append(part.stable * (1 - gone))
            return
        off = sum(sum(choice.to.values()) for choice in offs)
        self.model.add(off <= count - 1)
        rest = self._rest(part, whole, off)
        if part.owner_id is not None:
            self.active[part.owner_id].append(rest)

    def _rest(self, part: Part, whole: Choice, off: Term) -> Term:
        """What stays with the owner of a cluster with several active products.

        Moved as a cluster it goes with exactly one of them left, or, into a ceiling above one,
        complete.
        """
        count, ceiling = len(part.active), self.task.active_ceiling
        complete = self.model.new_bool_var("")
        gone = sum(whole.to.values())
        single = self.model.new_bool_var("")
        self.model.add(single + complete == gone)
        self.model.add(off == count - 1).only_enforce_if(single)
        self.model.add(off == 0).only_enforce_if(complete)
        if count > ceiling:
            self.model.add(complete == 0)
        self.model.add(complete + whole.to[POOL] <= 1)
        for person, variable in whole.to.items():
            size = self.model.new_int_var(0, count, "")
            self.model.add(size >= variable)
            self.model.add(size >= count * (variable + complete - 1))
            self.active[person].append(size)
        return count - off - single - count * complete

    def _split(self, part: Part, product: int) -> Choice:
        choice = self._choice(part, product, is_unit=True)
        self.model.add_at_most_one(choice.to.values())
        self._carry(choice, 1, 0)
        self.moves.append(sum(choice.to.values()))
        self.splits.append(sum(choice.to.values()))
        self.costs.append(SPLIT_COST * self.splits[-1])
        return choice

    def _carry(self, choice: Choice, active: int, stable: int) -> None:
        for person, variable in choice.to.items():
            if active:
                self.active[person].append(active * variable)
            if stable:
                self.stable[person].append(stable * variable)

    def _choice(self, part: Part, product: int | None, is_unit: bool) -> Choice:
        products = part.active if product is None else (product,)
        if product is None:
            products = tuple(p.product_id for p in self.task.picture.members[part.cluster_id])
        is_second = self.moves_known is not None
        known = ties(self.task, part.cluster_id, products) if is_second else {}
        # What takes several places must know whose they are.
        own = self.task.receivers if not is_unit and self.task.active_ceiling > 1 else tuple(known)
        people = [person for person in own if person != part.owner_id]
        to = {person: self.model.new_bool_var("") for person in people}
        to[POOL] = self.model.new_bool_var("")
        tie = {person: known.get(person, Tie.ROOM) for person in to}
        self.costs.extend(tie[person].cost * variable for person, variable in to.items())
        choice = Choice(part, product, to, tie)
        self.choices.append(choice)
        return choice

    def _add_places(self) -> None:
        """Nobody beyond the ceiling, and the pool within the places its people have left."""
        for carried, ceiling in (
            (self.active, self.task.active_ceiling),
            (self.stable, self.task.stable_ceiling),
        ):
            people = {*self.task.beyond, *self.task.receivers}
            for person in sorted(people):
                self.model.add(sum(carried[person]) <= ceiling)
            used = sum(sum(carried[person]) for person in self.task.receivers)
            self.model.add(used + sum(carried[POOL]) <= ceiling * len(self.task.receivers))

    def _hint(self) -> None:
        if self.start is None:
            return
        handings, splits = self.start
        wanted: dict[tuple[int, int | None], int] = {
            (move.cluster_id, None): move.to_id for move in handings
        }
        wanted |= {(move.from_cluster_id, move.product_id): move.to_id for move in splits}
        for choice in self.choices:
            target = wanted.get((choice.part.cluster_id, choice.product))
            place = None if target is None else (target if target in choice.to else POOL)
            for person, variable in choice.to.items():
                self.model.add_hint(variable, person == place)


def read(task: Task, chosen: list[tuple[Choice, int]], state: object) -> Found:
    """The moves of the choices; what went into the pool goes to the least loaded with room."""
    off = {choice.product for choice, _ in chosen if choice.product is not None}
    places, handings, splits = Places(task), list[Handing](), list[SplitOff]()

    def size(choice: Choice) -> tuple[int, int]:
        if choice.product is not None:
            return 1, 0
        return sum(pk not in off for pk in choice.part.active), choice.part.stable

    for choice, _ in chosen:  # everything leaves before anything arrives
        if choice.part.owner_id is not None:
            places.leave(choice.part.owner_id, *size(choice))
    for choice, person in sorted(chosen, key=lambda pair: pair[1] == POOL):
        giver, taker = choice.part.owner_id, person
        if person == POOL:
            best = places.best({}, giver, *size(choice))
            if best is None:
                raise AssertionError("a pool with places left has somebody with a place left")
            taker = best[0]
        places.shift(None, taker, *size(choice))
        tie = choice.tie[person]
        if choice.product is None:
            handings.append(Handing(choice.part.cluster_id, giver, taker, tie))
        else:
            splits.append(SplitOff(choice.product, choice.part.cluster_id, taker, tie))
    by_cluster = sorted(handings, key=lambda move: move.cluster_id)
    by_product = sorted(splits, key=lambda move: move.product_id)
    return Found(state, tuple(by_cluster), tuple(by_product))
