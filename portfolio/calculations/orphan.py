"""The orphan score: what is most worth bringing into care first (DOMAIN 12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from portfolio.kernel.words import Word, counted
from portfolio.values import StartPolicy


class PointKind(Word):
    """What a point is given for."""

    USERS = "users", "People depend on it daily"
    BACKLOG = "backlog", "Neglected backlog"
    FUNDING = "funding", "Reactive funding"
    OWNER = "owner", "No accountable owner"


@dataclass(frozen=True)
class OrphanFacts:
    """What is known of a candidate or a cluster; None is not known, which is not the same as no.

    `named_users` counts the groups of business users somebody wrote down, `old_items` the open
    items older than the policy's days.
    """

    has_owner: bool
    daily_users: int | None = None
    named_users: int = 0
    old_items: int | None = None
    is_reactive: bool | None = None


@dataclass(frozen=True)
class Point:
    """One of the four: whether it holds (None: not known), and the numbers it rests on."""

    kind: PointKind
    holds: bool | None
    note: str


@dataclass(frozen=True)
class OrphanScore:
    """The points with their reasons; the score is how many of them hold."""

    points: tuple[Point, ...]

    @property
    def total(self) -> int:
        """0 to 4; what is not known counts nothing."""
        return sum(point.holds is True for point in self.points)

    @property
    def needs_care(self) -> bool:
        """Whether anything is amiss: that people depend on it is none of these."""
        return any(point.holds for point in self.points if point.kind is not PointKind.USERS)


Thing = TypeVar("Thing")


def orphan_score(facts: OrphanFacts, policy: StartPolicy) -> OrphanScore:
    """The four points of DOMAIN 12, each with what it rests on."""
    return OrphanScore(
        (
            _users(facts, policy),
            _backlog(facts, policy),
            Point(PointKind.FUNDING, facts.is_reactive, _funding(facts.is_reactive)),
            Point(
                PointKind.OWNER,
                not facts.has_owner,
                "somebody is accountable" if facts.has_owner else "nobody is accountable",
            ),
        )
    )


def first_places(scored: Sequence[tuple[Thing, int]], policy: StartPolicy) -> list[Thing]:
    """The highest of a list that is sorted already: `fewest`, and more while they tie, to `most`.

    Ties beyond `most` are left out in the order given.
    """
    if len(scored) <= policy.fewest:
        return [thing for thing, _ in scored]
    last = scored[policy.fewest - 1][1]
    return [
        thing
        for place, (thing, score) in enumerate(scored[: policy.most])
        if place < policy.fewest or score == last
    ]


def _users(facts: OrphanFacts, policy: StartPolicy) -> Point:
    daily, named = facts.daily_users, facts.named_users
    if daily is None and not named:
        return Point(PointKind.USERS, None, "not known: no number of users, and no group is named")
    holds = named > 0 or (daily or 0) >= policy.daily_users
    told = (
        []
        if daily is None
        else [f"{counted(daily, 'daily user')}, counted from {policy.daily_users}"]
    )
    if named:
        told.append(f"{counted(named, 'group')} of business users named")
    return Point(PointKind.USERS, holds, "; ".join(told))


def _backlog(facts: OrphanFacts, policy: StartPolicy) -> Point:
    if facts.old_items is None:
        return Point(PointKind.BACKLOG, None, "not known: it has no backlog here")
    note = (
        f"{counted(facts.old_items, 'open item')} older than {policy.item_days} days, "
        f"counted from {policy.open_items}"
    )
    return Point(PointKind.BACKLOG, facts.old_items >= policy.open_items, note)


def _funding(is_reactive: bool | None) -> str:
    if is_reactive is None:
        return "not known: no funding is recorded"
    return "mostly one-off requests" if is_reactive else "planned"
