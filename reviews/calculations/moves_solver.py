"""The fewest moves that bring every owner within the ceiling, found by CP-SAT (DOMAIN 5)."""

from dataclasses import replace

from ortools.sat.python import cp_model

from reviews.calculations.moves import obstacles_in_sight, task_of
from reviews.calculations.moves_greedy import greedy
from reviews.calculations.moves_program import Answer, Program
from reviews.values.moves import Hindrance, Limits, Obstacle, Suggestion
from reviews.values.picture import Picture


def suggest(picture: Picture, limits: Limits) -> Suggestion:
    """The fewest moves, or which rules stand in the way. The same question, the same answer."""
    task = task_of(picture, limits)
    if seen := obstacles_in_sight(task):
        return Suggestion(obstacles=seen)
    plain = greedy(task)
    baseline = sum(map(len, plain)) if plain is not None else None
    fewest = Program(task, plain).solved()
    if fewest.state == cp_model.INFEASIBLE:
        return Suggestion(obstacles=_what_stands_in_the_way(picture, limits), baseline=baseline)
    if fewest.state == cp_model.UNKNOWN:
        return _plain(plain, limits)
    if baseline is not None and baseline < fewest.moves:
        return _plain(plain, limits)
    start = fewest.handings, fewest.splits
    best = Program(task, start, moves_known=fewest.moves).solved()
    found = fewest if best.state == cp_model.UNKNOWN else best
    is_fewest = fewest.state == cp_model.OPTIMAL and not task.is_packing
    return Suggestion(found.handings, found.splits, is_fewest=is_fewest, baseline=baseline)


def _plain(plain: Answer | None, limits: Limits) -> Suggestion:
    """The greedy answer, where the solver has none in time or none as good."""
    moves = sum(map(len, plain)) if plain is not None else None
    if plain is None or moves is None or (limits.most is not None and moves > limits.most):
        return Suggestion(obstacles=(Obstacle(Hindrance.TIME, 0, int(limits.seconds)),))
    return Suggestion(*plain, baseline=moves)


def _what_stands_in_the_way(picture: Picture, limits: Limits) -> tuple[Obstacle, ...]:
    """The first rule without which there would be a way, the limit on moves before the others."""
    if limits.most is not None:
        without = suggest(picture, replace(limits, most=None))
        if without.is_possible:
            return (Obstacle(Hindrance.MOST, without.moves, limits.most),)
        return without.obstacles
    locks = len(limits.locked_clusters) + len(limits.locked_products)
    open_limits = replace(limits, locked_clusters=frozenset(), locked_products=frozenset())
    if locks and suggest(picture, open_limits).is_possible:
        return (Obstacle(Hindrance.LOCK, locks, 0),)
    if not limits.may_split and suggest(picture, replace(limits, may_split=True)).is_possible:
        return (Obstacle(Hindrance.SPLIT, 1, 0),)
    task = task_of(picture, limits)
    return (Obstacle(Hindrance.ACTIVE_PLACES, len(task.movable), len(task.receivers)),)
