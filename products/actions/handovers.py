"""A cluster changes hands by agreement: proposed by leadership, accepted by whoever takes over.

Until then the old owner stays. Cluster first, then the proposal, is the order of locking.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict, Forbidden, Refused
from products.actions.confirmations import lapse_confirmations
from products.actions.ownership import assign_owner, take_back_ownership
from products.actions.promising import (
    locked_cluster,
    tell_answer,
    tell_proposal,
    tell_withdrawal,
)
from products.models import Cluster, Handover, HandoverTick
from products.queries.owners import current_owner, planned_ownership
from products.values.ownership import HandoverPoint, HandoverState


@transaction.atomic
def propose_handover(
    by: Person, cluster: Cluster, taker: Person, on: date, reason: str, seen_owner: str
) -> Handover:
    """Ask `taker` to answer for the cluster from `on`; the same proposal again changes nothing.

    `seen_owner` is the slug of the owner whose load was shown, empty for none. Raises `Conflict`
    when that changed or another proposal waits, `Refused` for a person or a day that cannot be.
    """
    locked = locked_cluster(cluster)
    owner = current_owner(locked, today())
    # Read again and held: they may be leaving this very moment.
    taker = Person.objects.select_for_update(no_key=True).get(pk=taker.pk)
    _check_seen(locked, owner, seen_owner)
    _check_taker(by, locked, owner, taker)
    _check_day(locked, taker, on)
    waiting = locked.handovers.filter(state=HandoverState.PROPOSED).first()  # type: ignore[attr-defined]
    if waiting is not None:
        if waiting.taker_id == taker.pk and waiting.effective_on == on:
            return waiting  # type: ignore[no-any-return]
        raise Conflict(
            f"{waiting.taker.name} was asked already and has not answered. Withdraw that first.",
            code="handover_waits",
        )
    handover = Handover.objects.create(
        cluster=locked,
        giver=owner,
        taker=taker,
        effective_on=on,
        reason=reason,
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    tell_proposal(by, handover)
    return handover


@transaction.atomic
def accept_handover(by: Person, handover: Handover) -> Handover:
    """The taker accepts: their ownership begins on the agreed day, today when that is over.

    Raises `Conflict` when the proposal was answered or overtaken meanwhile, `Refused` when the
    cluster is closed.
    """
    locked = _locked(handover)
    _check_answers(by, locked)
    if locked.state == HandoverState.ACCEPTED:
        return locked
    _check_open(locked)
    _check_not_overtaken(locked)
    on = max(locked.effective_on, today())
    assign_owner(locked.proposed_by, locked.cluster, locked.taker, on, locked.reason)
    if on <= today():
        lapse_confirmations(locked.cluster, today())
    locked.effective_on = on
    _answer(by, locked, HandoverState.ACCEPTED, "")
    tell_answer(by, locked)
    return locked


@transaction.atomic
def decline_handover(by: Person, handover: Handover, reason: str) -> Handover:
    """The taker says no, and why; nothing else changes."""
    locked = _locked(handover)
    _check_answers(by, locked)
    if locked.state == HandoverState.DECLINED:
        return locked
    _check_open(locked)
    _answer(by, locked, HandoverState.DECLINED, reason)
    tell_answer(by, locked)
    return locked


@transaction.atomic
def withdraw_handover(by: Person, handover: Handover, reason: str = "") -> Handover:
    """Take a proposal back, or an accepted one whose day is yet to come: the old owner stays.

    Raises `Conflict` once it was declined or has taken effect.
    """
    locked = _locked(handover)
    if locked.state == HandoverState.WITHDRAWN:
        return locked
    if locked.state == HandoverState.ACCEPTED and locked.effective_on > today():
        take_back_ownership(locked.cluster, locked.taker, locked.effective_on)
    else:
        _check_open(locked)
    _answer(by, locked, HandoverState.WITHDRAWN, reason)
    tell_withdrawal(by, locked)
    return locked


@transaction.atomic
def tick_point(by: Person, handover: Handover, point: HandoverPoint, done: bool) -> None:
    """Old or new owner says that a point of the checklist is done, or not after all."""
    locked = _locked(handover)
    if by.pk not in (locked.giver_id, locked.taker_id):
        raise Forbidden(
            "This is for whoever hands over and whoever takes over.", code="not_allowed"
        )
    if locked.state not in (HandoverState.PROPOSED, HandoverState.ACCEPTED):
        raise Conflict(
            f"The hand-over was {_past(locked)}; its checklist is closed.", code="handover_over"
        )
    if not done:
        HandoverTick.objects.filter(handover=locked, point=point).delete()
        return
    HandoverTick.objects.get_or_create(
        handover=locked, point=point, defaults={"by": by, "on": today()}
    )


def _locked(handover: Handover) -> Handover:
    locked_cluster(handover.cluster)
    rows = Handover.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("cluster", "giver", "taker", "proposed_by").get(pk=handover.pk)


def _answer(by: Person, handover: Handover, state: HandoverState, words: str) -> None:
    handover.state = state
    handover.answered_at = timezone.now()
    handover.answered_by = by
    handover.answer = words
    handover.save()


def _check_seen(cluster: Cluster, owner: Person | None, seen: str) -> None:
    if (owner.slug if owner else "") == seen:
        return
    name = owner.name if owner else "Nobody"
    raise Conflict(
        f"{name} is accountable for {cluster.name} by now. Look at both loads again.",
        code="owner_changed",
    )


def _check_taker(by: Person, cluster: Cluster, owner: Person | None, taker: Person) -> None:
    if taker.left_on is not None or not taker.is_active:
        raise Refused(
            f"{taker.name} has left and cannot be accountable.", code="person_left", field="person"
        )
    if owner is not None and owner.pk == taker.pk:
        raise Refused(
            f"{taker.name} is accountable for {cluster.name} already.",
            code="owner_already",
            field="person",
        )
    others = Person.objects.active().filter(is_leadership=True).exclude(pk=by.pk)
    if taker.pk == by.pk and others.exists():
        raise Refused(
            "Nobody proposes themselves: somebody else of leadership does it.",
            code="oneself",
            field="person",
        )


def _check_day(cluster: Cluster, taker: Person, on: date) -> None:
    if on < today():
        raise Refused("Choose today or a later day.", code="in_past", field="on")
    if cluster.closed_on is not None and cluster.closed_on <= on:
        raise Refused(f"{cluster.name} was closed.", code="cluster_closed", field="on")
    planned = planned_ownership(cluster, today())
    if planned is not None:
        raise Refused(
            f"It is agreed that {planned.person.name} takes over on "
            f"{planned.since:%-d %b %Y}. Take that back first.",
            code="handover_planned",
            field="on",
        )


def _check_answers(by: Person, handover: Handover) -> None:
    if by.pk != handover.taker_id:
        raise Forbidden("Only whoever was asked can answer this.", code="not_allowed")


def _check_open(handover: Handover) -> None:
    if not handover.is_open:
        raise Conflict(f"This was {_past(handover)} meanwhile.", code="handover_over")


def _past(handover: Handover) -> str:
    return HandoverState(handover.state).label.lower()


def _check_not_overtaken(handover: Handover) -> None:
    cluster = handover.cluster
    if cluster.closed_on is not None:
        raise Refused(f"{cluster.name} was closed meanwhile.", code="cluster_closed")
    owner = current_owner(cluster, today())
    # An owner who has left meanwhile leaves an orphan: taking it over is as welcome as before.
    if owner is not None and owner.pk != handover.giver_id:
        raise Conflict(
            f"{owner.name} became accountable for {cluster.name} meanwhile; this proposal is void.",
            code="owner_changed",
        )
    if planned_ownership(cluster, today()) is not None:
        raise Conflict("Another hand-over was agreed meanwhile.", code="handover_planned")
