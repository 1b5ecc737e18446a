"""Who was asked to take over a cluster in the demo, who stands in, and who confirmed when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.demo.series import Clock
from products.actions.confirmations import ask_and_escalate
from products.actions.deputies import name_deputy
from products.actions.handovers import propose_handover, tick_point
from products.models import Cluster, Confirmation, Handover, Ownership
from products.queries.owners import current_owner
from products.values.ownership import ConfirmationAnswer, HandoverPoint, OwnershipPolicy

POLICY = OwnershipPolicy()


def build_promises(content: Mapping[str, Any], clock: Clock) -> None:
    """A proposal that waits, a deputy, an answer overdue; everybody else has confirmed."""
    silent = {entry["cluster"]: entry["asked"] for entry in content["silence"]}
    Confirmation.objects.bulk_create(_confirmations(silent, clock))
    ask_and_escalate(today())
    for entry in content["deputy"]:
        cluster = Cluster.objects.get(name=entry["cluster"])
        person = Person.objects.get(name=entry["person"])
        days = clock.day(entry["since"]), clock.day(entry["until"])
        name_deputy(_owner(cluster), cluster, person, *days, entry["reason"])
    for entry in content["handover"]:
        _propose(entry, clock)


def _confirmations(silent: Mapping[str, int], clock: Clock) -> Iterator[Confirmation]:
    """Owners of half a year and more said yes at some time in the last four months."""
    rows = Ownership.objects.on(today()).filter(period__endswith=None, person__is_active=True)
    for place, row in enumerate(rows.select_related("cluster").order_by("cluster__name")):
        if not POLICY.is_due(row.since, today()):
            continue
        asked = clock.day(silent.get(row.cluster.name, 20 + place * 11 % 120))
        yes = row.cluster.name not in silent
        yield Confirmation(
            cluster_id=row.cluster_id,
            person_id=row.person_id,
            asked_on=asked,
            due_on=POLICY.answer_by(asked),
            answered_on=asked + timedelta(days=place % 9) if yes else None,
            answer=ConfirmationAnswer.YES if yes else "",
        )


def _propose(entry: Mapping[str, Any], clock: Clock) -> None:
    cluster = Cluster.objects.get(name=entry["cluster"])
    taker, owner = Person.objects.get(name=entry["taker"]), _owner(cluster)
    leader = Person.objects.filter(is_leadership=True).order_by("pk")[0]
    handover = propose_handover(
        leader, cluster, taker, clock.day(entry["effective"]), entry["reason"], owner.slug
    )
    Handover.objects.filter(pk=handover.pk).update(
        proposed_at=timezone.now() - timedelta(days=entry["proposed"])
    )
    for point in entry["ticked"]:
        tick_point(owner, handover, HandoverPoint(point), True)


def _owner(cluster: Cluster) -> Person:
    owner = current_owner(cluster, today())
    if owner is None:
        raise LookupError(f"nobody answers for {cluster.name} in the demo")
    return owner
