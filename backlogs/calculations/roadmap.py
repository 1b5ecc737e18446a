"""Where a roadmap's entries stand, and what a change puts off (DOMAIN 9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from backlogs.values import Column

ORDER: Final = tuple(Column)


@dataclass(frozen=True)
class Arrangement:
    """The keys of the entries in each column, in their order."""

    now: tuple[int, ...] = ()
    next: tuple[int, ...] = ()
    later: tuple[int, ...] = ()

    def of(self, column: Column) -> tuple[int, ...]:
        """The keys in one column."""
        return {Column.NOW: self.now, Column.NEXT: self.next, Column.LATER: self.later}[column]

    def column_of(self, key: int) -> Column | None:
        """Where the entry stands; None when it is not there."""
        return next((column for column in ORDER if key in self.of(column)), None)

    @property
    def keys(self) -> tuple[int, ...]:
        """Every entry, now first."""
        return self.now + self.next + self.later

    def without(self, keys: Collection[int]) -> Arrangement:
        """The same without these."""
        return Arrangement(
            *(tuple(key for key in self.of(column) if key not in keys) for column in ORDER)
        )


def placed(
    arrangement: Arrangement,
    key: int,
    column: Column,
    *,
    after: int | None = None,
    before: int | None = None,
) -> Arrangement:
    """The arrangement with `key` directly after or before a neighbour, else at the column's end.

    A neighbour that is not in the column is passed over: the entry goes to the end.
    """
    rest = arrangement.without({key})
    keys = list(rest.of(column))
    place = len(keys)
    if after in keys:
        place = keys.index(after) + 1
    elif before in keys:
        place = keys.index(before)
    keys.insert(place, key)
    return replace(rest, **{column.value: tuple(keys)})


def displaced(
    before: Arrangement, after: Arrangement, key: int, live: Collection[int]
) -> tuple[int, ...]:
    """What a change of the entry `key` puts off, in the order of afterwards; only what is `live`.

    The entry itself, when it goes to a later column or is taken off. And every entry that stands
    behind it in its column now and did not stand behind it there before: what it was put in front
    of, whether it came from another column, from outside or from further down.
    """
    left, reached = before.column_of(key), after.column_of(key)
    found = []
    if left is not None and (reached is None or ORDER.index(reached) > ORDER.index(left)):
        found.append(key)
    if reached is not None:
        known = set(_behind(before, key)) if left is reached else set()
        found += [one for one in _behind(after, key) if one not in known]
    return tuple(one for one in found if one in live)


def _behind(arrangement: Arrangement, key: int) -> tuple[int, ...]:
    column = arrangement.column_of(key)
    if column is None:
        return ()
    keys = arrangement.of(column)
    return keys[keys.index(key) + 1 :]
