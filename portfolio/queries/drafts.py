"""Reading a draft: its moves in plain values, and the portfolio before and after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from people.models import Person
from portfolio.calculations.drafts import (
    PlannedCluster,
    PlannedMove,
    Trouble,
    steps,
    troubles,
)
from portfolio.kernel.errors import NotFound
from portfolio.models import Draft, DraftCluster, DraftMove, DraftRationale, MoveKind
from reviews.calculations.picture import differences, levels, levels_after, rearranged
from reviews.queries.picture import picture_on
from reviews.values import LoadLevel
from reviews.values.picture import Differences, Picture

MOVE_PARTS = (
    "product", "cluster", "new_cluster__owner", "from_cluster", "person", "from_person", "by",
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """The portfolio on a day, and everybody's level of load; read once for any number of drafts."""

    day: date
    picture: Picture
    levels: Mapping[int, LoadLevel]


@dataclass(frozen=True)
class Drafted:
    """A draft with what it comes to in the world as it is.

    `troubled` are its moves that cannot be made, by key; they are left out of `after`. `reasons`
    are kinds said in the draft, by the key of the cluster. `known` and `levels` are everybody's
    level before and after.
    """

    day: date
    draft: Draft
    moves: Sequence[DraftMove]
    planned: Sequence[PlannedMove]
    opened: Sequence[PlannedCluster]
    reasons: Mapping[int, tuple[str, ...]]
    troubled: Mapping[int, Trouble]
    before: Picture
    after: Picture
    known: Mapping[int, LoadLevel]
    levels: Mapping[int, LoadLevel]
    differences: Differences


def find_draft(person: Person, pk: int) -> Draft:
    """A draft the person may see; raises `NotFound`."""
    draft = Draft.objects.seen_by(person).select_related("made_by").filter(pk=pk).first()
    if draft is None:
        raise NotFound("There is no such draft, or its author keeps it private.", code="no_draft")
    return draft


def world_on(day: date, *, with_ties: bool = False) -> World:
    """The portfolio at the end of `day`."""
    picture = picture_on(day, with_ties=with_ties)
    return World(day, picture, levels(picture))


def drafted(draft: Draft, world: World) -> Drafted:
    """What the draft's standing moves come to, in three statements besides the world's own.

    None for a draft that `load_drafts` was given.
    """
    if not hasattr(draft, "standing_moves"):
        load_drafts([draft])
    standing: list[DraftMove] = draft.standing_moves  # type: ignore[attr-defined]
    moves = [move for move in standing if move.changes_something]
    reasons = _reasons(draft)
    opened = [
        PlannedCluster(
            key=row.key,
            name=row.name,
            owner_id=row.owner_id,
            owner_name=row.owner.name if row.owner else "",
            kinds=reasons.get(row.key, ()),
        )
        for row in draft.new_clusters.all()  # type: ignore[attr-defined]
    ]
    planned = [planned_of(move) for move in moves]
    troubled = troubles(planned, opened, world.picture)
    able = [move for move in planned if move.move_id not in troubled]
    after = rearranged(world.picture, steps(able, opened, reasons))
    found = levels_after(world.picture, world.levels, after)
    return Drafted(
        day=world.day,
        draft=draft,
        moves=moves,
        planned=planned,
        opened=opened,
        reasons=reasons,
        troubled=troubled,
        before=world.picture,
        after=after,
        known=world.levels,
        levels=found,
        differences=differences(world.picture, after, world.levels, found),
    )


def load_drafts(drafts: Sequence[Draft]) -> None:
    """Read what the drafts hold, in three statements for any number of them."""
    standing = DraftMove.objects.standing().select_related(*MOVE_PARTS).order_by("pk")
    prefetch_related_objects(
        drafts,
        Prefetch("moves", standing, to_attr="standing_moves"),
        Prefetch("new_clusters", DraftCluster.objects.select_related("owner")),
        Prefetch("rationales", DraftRationale.objects.select_related("new_cluster")),
    )


def planned_of(move: DraftMove) -> PlannedMove:
    """A row as a plain value; a cluster that is to be opened has a key below nought."""
    new = move.new_cluster
    return PlannedMove(
        move_id=move.pk,
        cluster_id=move.cluster_id or (new.key if new else 0),
        cluster_name=str(move.cluster or new),
        product_id=move.product_id,
        product_name=str(move.product or ""),
        from_cluster_id=move.from_cluster_id,
        from_cluster_name=str(move.from_cluster or ""),
        person_id=move.person_id,
        person_name=move.person.name if move.person else "",
        from_person_id=move.from_person_id,
        from_person_name=move.from_person.name if move.from_person else "",
    )


def move_words(move: DraftMove) -> str:
    """What a move does; its things must be loaded with it."""
    if move.kind == MoveKind.SPLIT and move.new_cluster is not None:
        owner = move.new_cluster.owner
        who = f"{owner.name} accountable" if owner else "nobody accountable yet"
        return f"{move.product} from {move.from_cluster} to {move.new_cluster}, new, {who}"
    if move.kind == MoveKind.PRODUCT:
        return f"{move.product} from {move.from_cluster} to {move.cluster}"
    giver = move.from_person.name if move.from_person else "nobody"
    taker = move.person.name if move.person else "nobody"
    return f"{move.cluster or move.new_cluster} from {giver} to {taker}"


def _reasons(draft: Draft) -> dict[int, tuple[str, ...]]:
    """Kinds said in the draft, by the key of the cluster."""
    rows = draft.rationales.all()  # type: ignore[attr-defined]
    return {
        row.cluster_id or (row.new_cluster.key if row.new_cluster else 0): tuple(row.kinds)
        for row in rows
    }
