"""A draft comes true: its moves made by the very acts of the rooms, all chosen ones or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.actions.drafts import close_draft, lock_draft
from portfolio.calculations.drafts import Trouble, steps, troubles
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.words import counted, joined
from portfolio.models import Draft, DraftCluster, DraftMove, DraftState
from portfolio.queries.drafts import Drafted, drafted, world_on
from products.actions.handovers import propose_handover
from products.actions.ownership import end_ownership
from products.models import Cluster
from products.queries.owners import current_owner
from reviews.actions.grouping import group
from reviews.actions.splits import NewCluster, split
from reviews.calculations.picture import differences, levels_after, rearranged

ALREADY = "Was so already."


@dataclass(frozen=True)
class Applied:
    """How many moves were made, how many the world had made already, and whether all are."""

    made: int
    already: int
    is_whole: bool


@transaction.atomic
def apply_draft(by: Person, draft: Draft, chosen: Collection[int], version: int) -> Applied:
    """Make the chosen moves, in their order, as of today: all of them, or none.

    Raises `Conflict` when the draft changed since `version` was read, or the world since a chosen
    move was drafted, naming each; `Refused` when none is chosen or products would come together
    without a reason.
    """
    locked = lock_draft(draft)
    if locked.version != version:
        raise Conflict("Somebody changed this draft meanwhile.", code="stale_version")
    _hold(locked)
    found = _only(drafted(locked, world_on(today())), set(chosen))
    _check(found)
    on = today()
    able = [move for move in found.moves if move.pk not in found.troubled]
    _open_clusters(by, found, able, on)
    for move in able:
        _make(by, found, move, on)
    _mark(found)
    rest = DraftMove.objects.standing().filter(draft=locked)
    is_whole = not any(move.changes_something for move in rest)
    if is_whole:
        close_draft(by, locked, DraftState.APPLIED)
    else:
        locked.version += 1
        locked.save(update_fields=["version"])
    return Applied(len(able), len(found.moves) - len(able), is_whole)


def _hold(locked: Draft) -> None:
    """Keep the clusters concerned as they are until the end, locked by key as every act does."""
    rows = DraftMove.objects.standing().filter(draft=locked)
    keys = {key for row in rows for key in (row.cluster_id, row.from_cluster_id) if key}
    list(Cluster.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def _only(found: Drafted, chosen: Collection[int]) -> Drafted:
    """The draft as if it held the chosen moves only."""
    if not chosen:
        raise Refused("Choose at least one move.", code="none_chosen", field="moves")
    moves = [move for move in found.moves if move.pk in chosen]
    if len(moves) < len(chosen):
        raise Conflict("A move you chose is no longer in this draft.", code="move_gone")
    planned = [move for move in found.planned if move.move_id in chosen]
    troubled = troubles(planned, found.opened, found.before)
    able = [move for move in planned if move.move_id not in troubled]
    after = rearranged(found.before, steps(able, found.opened, found.reasons))
    levels = levels_after(found.before, found.known, after)
    return replace(
        found,
        moves=moves,
        planned=planned,
        troubled=troubled,
        after=after,
        levels=levels,
        differences=differences(found.before, after, found.known, levels),
    )


def _check(found: Drafted) -> None:
    """Raise unless everything chosen can be made."""
    clashes = [trouble for trouble in found.troubled.values() if not trouble.is_done]
    if clashes:
        raise Conflict(
            f"{counted(len(clashes), 'move')} can no longer be made, so nothing was changed: "
            + _sentences(clashes),
            code="world_moved_on",
        )
    unexplained = found.differences.unexplained
    if unexplained:
        names = joined([found.after.clusters[key].name for key in unexplained])
        raise Refused(
            f"Say first why the products of {names} belong together.", code="rationale_missing"
        )


def _sentences(clashes: Iterable[Trouble]) -> str:
    return " ".join(clash.words for clash in clashes)


def _open_clusters(by: Person, found: Drafted, able: list[DraftMove], on: date) -> None:
    """The clusters to be come to be with their products, each by a split or a grouping."""
    wanted = {move.new_cluster_id for move in able if move.new_cluster_id and move.product_id}
    for row in DraftCluster.objects.filter(pk__in=wanted, made=None).order_by("pk"):
        moves = [move for move in able if move.product_id and move.new_cluster_id == row.pk]
        why = found.draft.rationales.filter(new_cluster=row).first()  # type: ignore[attr-defined]
        new = NewCluster(row.name, why.kinds if why else (), why.sentence if why else "")
        products = [move.product for move in moves if move.product]
        reason = _reason(found.draft)
        if len(moves) == 1 and moves[0].from_cluster is not None:
            act = split(by, moves[0].from_cluster, products, new, on=on, reason=reason)
        else:
            act = group(by, products, new, on=on, reason=reason)
        row.made = act.target
        row.save(update_fields=["made"])
        give(by, act.target, row.owner, on, reason)


def _make(by: Person, found: Drafted, move: DraftMove, on: date) -> None:
    """One move, through the act its room has for it."""
    reason = _reason(found.draft)
    if move.product is not None and move.cluster is not None:
        said = {row.cluster_id: row for row in found.draft.rationales.all()}  # type: ignore[attr-defined]
        why = None if move.cluster.rationale_kinds else said.get(move.cluster_id)
        group(
            by,
            [move.product],
            move.cluster,
            on=on,
            reason=reason,
            rationale_kinds=why.kinds if why else (),
            rationale=why.sentence if why else "",
        )
    elif move.product is None:
        opened = DraftCluster.objects.filter(pk=move.new_cluster_id or 0).first()
        cluster = move.cluster or (opened.made if opened else None)
        if cluster is None:  # troubles() has seen to it that a product reaches it
            raise Refused(f"{move.new_cluster} has not come to be.", code="cluster_unknown")
        give(by, cluster, move.person, on, reason)


def give(by: Person, cluster: Cluster, person: Person | None, on: date, reason: str) -> None:
    """Ask the person to take the cluster over, which holds once they accept; nobody is not asked.

    Whoever is accountable already stays so.
    """
    now = current_owner(cluster, on)
    if person is None:
        end_ownership(by, cluster, on, reason)
    elif person != now:
        propose_handover(by, cluster, person, on, reason, now.slug if now else "")


def _mark(found: Drafted) -> None:
    """Write beside each move that it is made, or what it came to instead."""
    now = timezone.now()
    for move in found.moves:
        move.applied_at = now
        move.outcome = ALREADY if move.pk in found.troubled else _outcome(move)
    DraftMove.objects.bulk_update(found.moves, ["applied_at", "outcome"])


def _outcome(move: DraftMove) -> str:
    """What the move came to: nobody becomes accountable without having accepted it."""
    if move.product_id is None and move.person is not None:
        return f"{move.person.name} is asked to take it over."
    return "Made."


def _reason(draft: Draft) -> str:
    return f"Decided at the design table: {draft.name}."
