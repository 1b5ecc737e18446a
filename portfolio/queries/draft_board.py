"""The columns of the design table: people with their load, holding clusters holding products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portfolio.queries.draft_columns import Column, ColumnWriter, names_match
from portfolio.queries.drafts import Drafted
from reviews.queries.load import activities_on
from reviews.values import LoadLevel
from reviews.values.picture import Picture

COLUMNS = 12
"""People on one board: what a screen can hold, and a page stays quick at any size."""


@dataclass(frozen=True)
class Board:
    """What is shown of the portfolio, and how to see the rest."""

    columns: list[Column]
    q: str
    with_room: bool
    number: int
    pages: int
    people: int

    @property
    def earlier(self) -> int:
        """The page before this one."""
        return self.number - 1

    @property
    def later(self) -> int:
        """The page after this one."""
        return self.number + 1


def board_of(found: Drafted, given: Mapping[str, str]) -> Board:
    """Nobody's clusters first, then who is searched for, moved, beyond the ceiling, or has room."""
    q = given.get("q", "").strip()
    with_room = given.get("room") == "yes"
    people = list(dict.fromkeys(_people(found, q.casefold(), with_room=with_room)))
    pages = max(1, -(-len(people) // COLUMNS))
    number = min(max(1, _number(given.get("page", ""))), pages)
    shown = people[(number - 1) * COLUMNS : number * COLUMNS]
    writer = ColumnWriter(found, _reasons(found, shown))
    columns = [writer.column(person) for person in shown]
    if number == 1 and (found.after.orphans or found.before.orphans):
        columns.insert(0, writer.nobody(q.casefold()))
    return Board(columns, q, with_room, number, pages, len(people))


def _reasons(found: Drafted, people: Iterable[int]) -> dict[int, str]:
    """Why the active products on the board are active; the picture itself may only know that."""
    clusters = [key for person in people for key in found.after.owned.get(person, ())]
    active = {
        product.product_id
        for key in clusters
        for product in found.after.members[key]
        if product.activity.is_active
    }
    return {key: one.brief for key, one in activities_on(found.day, active).items()}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 1


def _people(found: Drafted, q: str, *, with_room: bool) -> Iterable[int]:
    """By today's level, so that nobody's column jumps while moves are tried."""
    before, after = found.before, found.after
    ordered = sorted(
        before.persons,
        key=lambda key: (-_rank(found.known.get(key)), before.persons[key].name, key),
    )
    if q:
        yield from (key for key in ordered if _matches(after, key, q))
    yield from (key for key in ordered if key in _touched(found))
    yield from (
        key
        for key in ordered
        if _is_beyond(found.known.get(key)) or _is_beyond(found.levels.get(key))
    )
    if with_room:
        owning = [key for key in ordered if key in after.owned]
        yield from (key for key in owning if found.levels[key] is LoadLevel.WITHIN)


def _rank(level: LoadLevel | None) -> int:
    return -1 if level is None else level.rank


def _is_beyond(level: LoadLevel | None) -> bool:
    return level is not None and level.is_beyond


def _matches(picture: Picture, person: int, q: str) -> bool:
    """The person's name, or that of a cluster or product of theirs."""
    if q in picture.persons[person].name.casefold():
        return True
    return any(names_match(picture, key, q) for key in picture.owned.get(person, ()))


def _touched(found: Drafted) -> set[int]:
    """Everybody a move takes something from or gives something to."""
    people: set[int | None] = set()
    for move in found.planned:
        people |= {move.person_id, move.from_person_id}
        for picture in (found.before, found.after):
            people |= {picture.owner.get(move.cluster_id)}
            people |= {picture.owner.get(move.from_cluster_id or 0)}
    return {key for key in people if key is not None}
