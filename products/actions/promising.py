"""What the promises about a cluster share: the lock they are made under, and whom they tell."""

from __future__ import annotations

from people.actions.notifications import notify
from people.models import NotificationKind, Person
from portfolio.kernel.marks import day
from products.models import Cluster, Handover
from products.values.ownership import HandoverState

HANDOVER = "/ownership/handovers/{}/"  # a page of a floor above, known by its address only
CONFIRMATION = "/ownership/confirmations/{}/"


def locked_cluster(cluster: Cluster) -> Cluster:
    """The cluster, locked: whatever changes who answers for it takes this first."""
    return Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)


def leaders() -> list[Person]:
    """Everybody of leadership who is here."""
    return list(Person.objects.active().filter(is_leadership=True))


def tell_proposal(by: Person | None, handover: Handover) -> None:
    """The taker is asked, and the present owner knows."""
    cluster, taker, on = handover.cluster, handover.taker, day(handover.effective_on)
    _tell(by, [taker], f"Will you answer for {cluster.name} from {on}?", handover, "asked")
    if handover.giver is not None:
        words = f"{taker.name} was asked to take over {cluster.name} on {on}."
        _tell(by, [handover.giver], words, handover, "proposed")


def tell_answer(by: Person, handover: Handover) -> None:
    """Whoever proposed it and the old owner hear the answer."""
    name, taker = handover.cluster.name, handover.taker.name
    if handover.state == HandoverState.ACCEPTED:
        words = f"{taker} answers for {name} from {day(handover.effective_on)}."
    else:
        words = f"{taker} declined to answer for {name}: {handover.answer}"
    told = [one for one in (handover.proposed_by, handover.giver) if one is not None]
    _tell(by, told, words, handover, handover.state)


def tell_withdrawal(by: Person, handover: Handover) -> None:
    """Both who were to change places hear that they do not."""
    told = [one for one in (handover.taker, handover.giver) if one is not None]
    words = f"The hand-over of {handover.cluster.name} was withdrawn."
    _tell(by, told, words, handover, handover.state)


def _tell(
    by: Person | None, persons: list[Person], words: str, handover: Handover, what: str
) -> None:
    path, source = HANDOVER.format(handover.pk), f"handover:{handover.pk}:{what}"
    notify(by, persons, NotificationKind.OWNERSHIP, words, path, source)
