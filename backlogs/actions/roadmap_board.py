"""A roadmap in hand: its lock, what stands on it, and how a change is written down.

Locks: lists before roadmaps, roadmaps by key. Whoever changes a roadmap holds its row, so entries
are never locked one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from backlogs.calculations.roadmap import ORDER, Arrangement, displaced
from backlogs.models import Roadmap, RoadmapChange, RoadmapEntry, RoadmapGathering
from backlogs.values import Column, ItemState, RoadmapAct
from people.models import Person
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.words import joined

SHOWN_CHANGES = 5


@dataclass
class Board:
    """A locked roadmap with the entries that stand on it, and which of them are still to be done.

    An item is live while it is open; a theme while it gathers nothing or something open.
    """

    roadmap: Roadmap
    entries: dict[int, RoadmapEntry]
    arrangement: Arrangement
    live: set[int]

    def name(self, key: int) -> str:
        """What people call the entry."""
        return name_of(self.entries[key])


def name_of(entry: RoadmapEntry) -> str:
    """The words an entry is called by: its own, or its item's."""
    return entry.item.title if entry.item else entry.title


def lock_boards(cluster_ids: Collection[int]) -> dict[int, Board]:
    """The roadmaps of these clusters, made where missing and locked in the order of their keys."""
    Roadmap.objects.bulk_create(
        [Roadmap(cluster_id=cluster_id) for cluster_id in sorted(cluster_ids)],
        ignore_conflicts=True,
    )
    rows = Roadmap.objects.select_for_update().filter(cluster_id__in=cluster_ids)
    return {row.cluster_id: _board(row) for row in rows.order_by("cluster_id")}


def lock_board(cluster_id: int) -> Board:
    """The roadmap of one cluster, locked until the transaction ends."""
    return lock_boards([cluster_id])[cluster_id]


def _board(roadmap: Roadmap) -> Board:
    found = RoadmapEntry.objects.filter(cluster_id=roadmap.cluster_id).exclude(column="")
    rows = list(found.select_related("item", "product").order_by("position"))
    columns = ((one.pk for one in rows if one.column == column) for column in ORDER)
    entries = {entry.pk: entry for entry in rows}
    return Board(roadmap, entries, Arrangement(*map(tuple, columns)), _live(entries))


def _live(entries: dict[int, RoadmapEntry]) -> set[int]:
    rows = RoadmapGathering.objects.filter(entry_id__in=entries, until=None)
    states: dict[int, list[ItemState]] = {}
    for entry_id, state in rows.values_list("entry_id", "item__state"):
        states.setdefault(entry_id, []).append(ItemState(state))
    for key, entry in entries.items():
        if entry.item:
            states[key] = [ItemState(entry.item.state)]
    done = {key for key, found in states.items() if all(state.is_closed for state in found)}
    return set(entries) - done


def check_seen(board: Board, seen: int | None, by: Person | None) -> None:
    """Own changes are no surprise; anybody else's since `seen` are shown before going on."""
    roadmap = board.roadmap
    if seen is None or seen == roadmap.version:
        return
    if seen > roadmap.version:
        raise Refused("This roadmap never had that version.", code="version_unknown")
    since = roadmap.changes.filter(version__gt=seen).exclude(by=by).select_related("by")  # type: ignore[attr-defined]
    changes = list(since.order_by("-version")[:SHOWN_CHANGES])
    if not changes:
        return
    newest: RoadmapChange = changes[0]
    who = newest.by.name if newest.by else "Somebody"
    raise Conflict(
        f"{who} changed this roadmap meanwhile. Here it is as it stands now; your change was not "
        "made.",
        code="stale_roadmap",
        details={"changes": [_said(change) for change in changes], "version": roadmap.version},
    )


def _said(change: RoadmapChange) -> str:
    who = change.by.name if change.by else "Somebody"
    return f"{who}: “{change.title}” {RoadmapAct(change.act).label}"


@dataclass(frozen=True)
class Step:
    """A change as it is told: what, why, by whom and when."""

    act: RoadmapAct
    by: Person | None
    note: str = ""
    at: datetime | None = None


def write(board: Board, entry: RoadmapEntry, arrangement: Arrangement, step: Step) -> RoadmapChange:
    """Put the arrangement in place and the change into the history.

    Raises `Refused` (field `note`) when it puts something off and nobody says why; its details
    name what.
    """
    left, reached = board.arrangement.column_of(entry.pk), arrangement.column_of(entry.pk)
    put_off: list[str] = []
    if step.act not in (RoadmapAct.CAME, RoadmapAct.WENT):
        keys = displaced(board.arrangement, arrangement, entry.pk, board.live)
        put_off = [board.name(key) for key in keys]
    note = " ".join(step.note.split())
    if put_off and not note:
        names = joined([f"“{name}”" for name in put_off])
        raise Refused(
            f"This puts off {names}. Say why that is right.",
            code="needs_note",
            field="note",
            details={"displaced": put_off},
        )
    _place(board.arrangement, arrangement, board.roadmap.cluster_id)
    board.arrangement = arrangement
    board.roadmap.version += 1
    board.roadmap.save(update_fields=["version"])
    return RoadmapChange.objects.create(
        roadmap=board.roadmap,
        version=board.roadmap.version,
        entry=entry,
        act=step.act,
        column=reached or "",
        left=left or "",
        title=name_of(entry),
        sentence=entry.sentence,
        note=note,
        displaced=put_off,
        by=step.by,
        at=step.at or timezone.now(),
        **{column.value: list(arrangement.of(column)) for column in ORDER},
    )


def _place(before: Arrangement, after: Arrangement, cluster_id: int) -> None:
    """One statement for every entry whose place changed; equal places on the way are no matter."""
    old, new = _places(before), _places(after)
    gone = {key: ("", None) for key in old if key not in new}
    rows = [(key, *place) for key, place in (new | gone).items() if old.get(key) != place]
    if not rows:
        return
    keys, columns, positions = _unzipped(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE backlogs_roadmapentry AS entry
            SET "column" = fresh.place, position = fresh.position, cluster_id = %s
            FROM unnest(%s::bigint[], %s::text[], %s::int[]) AS fresh (id, place, position)
            WHERE entry.id = fresh.id
            """,
            [cluster_id, keys, columns, positions],
        )


def _places(arrangement: Arrangement) -> dict[int, tuple[str, int | None]]:
    return {
        key: (column.value, position)
        for column in Column
        for position, key in enumerate(arrangement.of(column))
    }


def _unzipped(
    rows: Sequence[tuple[int, str, int | None]],
) -> tuple[list[int], list[str], list[int | None]]:
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
