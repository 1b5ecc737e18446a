"""The days to come on which something agreed changes what a person carries, and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from people.models import Person
from products.models import Change, Ownership, Placement, PolicyVersion, StagePeriod
from products.values import Stage
from reviews.values import ProductFacts, Turn


@dataclass(frozen=True)
class Rows:
    """The dated rows a plan is made of."""

    person: Person
    owned: Sequence[Ownership]
    placed: Sequence[Placement]
    stages: Sequence[StagePeriod]
    changes: Sequence[Change]
    versions: Sequence[PolicyVersion]


def turns_of(rows: Rows, facts: Mapping[int, ProductFacts], today: date, last: date) -> list[Turn]:
    """Every turn after `today` and up to `last`, by day and then in the order of the rows."""
    found = [
        *_ownership(rows),
        *_placement(rows),
        *_lifecycle(rows, facts),
        *_overrides(facts.values()),
        *(Turn(v.effective_from, f"policy version {v.number} takes effect") for v in rows.versions),
    ]
    inside = [turn for turn in dict.fromkeys(found) if today < turn.on <= last]
    return sorted(inside, key=lambda turn: turn.on)


def _ownership(rows: Rows) -> Iterable[Turn]:
    for owned in rows.owned:
        yield Turn(owned.since, f"takes over {owned.cluster.name}")
        if owned.until is not None:
            yield Turn(owned.until, f"hands over {owned.cluster.name}")
    if rows.person.left_on is not None:
        yield Turn(rows.person.left_on, "leaves")


def _placement(rows: Rows) -> Iterable[Turn]:
    for placed in rows.placed:
        yield Turn(placed.since, f"{placed.product.name} comes to {placed.cluster.name}")
        if placed.until is not None:
            yield Turn(placed.until, f"{placed.product.name} leaves {placed.cluster.name}")


def _lifecycle(rows: Rows, facts: Mapping[int, ProductFacts]) -> Iterable[Turn]:
    for row in rows.stages:
        name = facts[row.product_id].name
        yield Turn(row.since, f"{name} moves to {Stage(row.stage).label.lower()}")
    for change in rows.changes:
        name = facts[change.product_id].name
        yield Turn(change.started_on, f"{name}: “{change.title}” begins")
        end = change.ended_on or change.planned_end
        if end is not None:
            yield Turn(end, f"{name}: “{change.title}” is planned to be finished")


def _overrides(facts: Iterable[ProductFacts]) -> Iterable[Turn]:
    for product in facts:
        for override in product.overrides:
            told = f"{product.name} is treated as {override.treat_as.label.lower()}"
            yield Turn(override.period.start, told)
            if override.period.end is not None:
                yield Turn(override.period.end, f"{told} no longer")
