"""My desk: clusters I am asked to take, or whether they are still mine; silence and refusals."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.queries.warnings import WarningLine
from products.models import Confirmation, Handover, Ownership
from products.values.ownership import ConfirmationAnswer, HandoverState


def ownership_lines(moment: Moment, person: Person) -> list[WarningLine]:
    """What waits for the person's word about who answers for a cluster."""
    return [
        *_asked_to_take(moment, person),
        *_still_yours(moment, person),
        *_silent(moment, person),
        *(_given_up(moment) if is_leadership(person) else ()),
    ]


def _asked_to_take(moment: Moment, person: Person) -> Iterable[WarningLine]:
    rows = Handover.objects.filter(taker=person, state=HandoverState.PROPOSED)
    for row in rows.select_related("cluster", "giver").order_by("effective_on", "pk"):
        url = reverse("reviews:handover-detail", args=[row.pk])
        why = f"from {row.giver.name}" if row.giver else "nobody answers for it now"
        on = day(row.effective_on, moment.on)
        yield _line("full", row.cluster.name, f"to take over on {on}", why, "Answer", url)


def _still_yours(moment: Moment, person: Person) -> Iterable[WarningLine]:
    rows = Confirmation.objects.filter(person=person, answered_on=None).select_related("cluster")
    for row in rows.order_by("due_on", "pk"):
        is_late = row.due_on < moment.on
        when = day(row.due_on, moment.on)
        why = f"an answer was due on {when}" if is_late else f"answer by {when}"
        tone = "watch" if is_late else "full"
        yield _line(tone, row.cluster.name, "is it still yours?", why, "Answer", _url(row))


def _silent(moment: Moment, person: Person) -> Iterable[WarningLine]:
    """Passed on to the person as manager, or to leadership."""
    mine = Q(person__manager=person, manager_told_on__isnull=False)
    if is_leadership(person):
        mine |= Q(leadership_told_on__isnull=False)
    rows = Confirmation.objects.filter(mine, answered_on=None)
    for row in rows.select_related("cluster", "person").order_by("asked_on", "pk"):
        why = f"{row.person.name} was asked on {day(row.asked_on, moment.on)}"
        yield _line("watch", row.cluster.name, "is not confirmed", why, "Look", _url(row))


def _given_up(moment: Moment) -> Iterable[WarningLine]:
    """An owner said no, still answers for it, and nobody was asked instead."""
    still = Ownership.objects.filter(
        cluster=OuterRef("cluster"),
        person=OuterRef("person"),
        period__contains=moment.on,
        period__endswith=None,
    )
    newer = Confirmation.objects.filter(cluster=OuterRef("cluster"), pk__gt=OuterRef("pk"))
    asked = Handover.objects.filter(cluster=OuterRef("cluster"), state=HandoverState.PROPOSED)
    rows = Confirmation.objects.filter(
        Exists(still), ~Exists(newer), ~Exists(asked), answer=ConfirmationAnswer.NO
    )
    for row in rows.select_related("cluster", "person", "suggested").order_by("answered_on"):
        why = f"{row.person.name} will not go on"
        if row.suggested:
            why = f"{why} and suggests {row.suggested.name}"
        yield _line("watch", row.cluster.name, "needs an owner", why, "Look", _url(row))


def _url(row: Confirmation) -> str:
    return reverse("products:confirmation", args=[row.pk])


def _line(tone: str, subject: str, what: str, why: str, act: str, url: str) -> WarningLine:
    return WarningLine(
        tone=tone, subject=subject, url=url, what=what, why=why, act=act, act_url=url
    )
