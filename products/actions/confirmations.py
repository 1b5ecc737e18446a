""" "Still yours?": asked every half year, answered within a fortnight, passed on in silence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q

from people.actions.notifications import notify
from people.models import NotificationKind, Person
from people.queries import today
from portfolio.kernel.errors import Conflict, Forbidden
from portfolio.kernel.marks import day as day_text
from products.actions.promising import CONFIRMATION, leaders, locked_cluster
from products.models import Cluster, Confirmation, Handover, Ownership
from products.queries.owners import clusters_in_use, current_owner
from products.queries.policy import policy_on
from products.values.ownership import ConfirmationAnswer, HandoverState, OwnershipPolicy


def ask_and_escalate(day: date) -> None:
    """Ask whoever is due, drop questions that were overtaken, pass on silence.

    Done twice, or twice at once, it leaves the same rows: one open question a cluster is all the
    database takes, and a day that is written down is not written again.
    """
    policy = OwnershipPolicy.from_thresholds(policy_on(day).thresholds)
    _drop_overtaken(day)
    _ask(day, policy)
    _escalate(day, policy)


@transaction.atomic
def answer_confirmation(
    by: Person,
    confirmation: Confirmation,
    answer: ConfirmationAnswer,
    note: str = "",
    suggested: Person | None = None,
) -> Confirmation:
    """The owner says yes, or no and perhaps who instead; leadership hears a no.

    Raises `Forbidden` for anybody else and `Conflict` when it was answered or overtaken.
    """
    locked_cluster(confirmation.cluster)
    rows = Confirmation.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("cluster", "person").get(pk=confirmation.pk)
    if row.person_id != by.pk:
        raise Forbidden("Only whoever was asked can answer this.", code="not_allowed")
    if row.answer == answer:
        return row
    if row.answered_on is not None:
        raise Conflict("This was answered meanwhile.", code="confirmation_over")
    if current_owner(row.cluster, today()) != by:
        raise Conflict(
            f"You no longer answer for {row.cluster.name}; nothing is left to confirm.",
            code="owner_changed",
        )
    row.answer, row.answered_on, row.note, row.suggested = answer, today(), note, suggested
    row.save()
    if answer == ConfirmationAnswer.NO:
        instead = f" and suggests {suggested.name}" if suggested else ""
        words = f"{by.name} will not go on answering for {row.cluster.name}{instead}."
        _tell(by, leaders(), words, row, "no")
    return row


def lapse_confirmations(cluster: Cluster, day: date) -> None:
    """Open questions about a cluster that has another owner now need no answer."""
    Confirmation.objects.filter(cluster=cluster, answered_on=None).update(
        answered_on=day, answer=ConfirmationAnswer.LAPSED
    )


def _drop_overtaken(day: date) -> None:
    still = Ownership.objects.on(day).filter(
        cluster=OuterRef("cluster"), person=OuterRef("person"), person__is_active=True
    )
    Confirmation.objects.filter(~Exists(still), answered_on=None).update(
        answered_on=day, answer=ConfirmationAnswer.LAPSED
    )


def _ask(day: date, policy: OwnershipPolicy) -> None:
    due = [row for row in _owned(day) if policy.is_due(_promised_on(row), day)]
    Confirmation.objects.bulk_create(
        [
            Confirmation(
                cluster_id=row.cluster_id,
                person_id=row.person_id,
                asked_on=day,
                due_on=policy.answer_by(day),
            )
            for row in due
        ],
        ignore_conflicts=True,
    )
    asked = Confirmation.objects.filter(asked_on=day, answered_on=None)
    for row in asked.select_related("cluster", "person"):
        words = f"Still yours? Say by {day_text(row.due_on)} if you go on with {row.cluster.name}."
        _tell(None, [row.person], words, row, "asked")


def _owned(day: date) -> Iterable[Ownership]:
    """Ownerships of clusters in use by people who are here, but for those changing hands."""
    changing = Handover.objects.filter(state=HandoverState.PROPOSED).values("cluster_id")
    rows = Ownership.objects.on(day).filter(
        cluster_id__in=clusters_in_use(day), person__is_active=True, period__endswith=None
    )
    return rows.exclude(cluster_id__in=changing).annotate(
        renewed_on=_latest(answer=ConfirmationAnswer.YES), refused_on=_latest(answer="no")
    )


def _latest(answer: str) -> Max:
    """The last day on which this very owner answered so."""
    mine = Q(cluster__confirmations__person=F("person"), cluster__confirmations__answer=answer)
    return Max("cluster__confirmations__answered_on", filter=mine)


def _promised_on(row: Ownership) -> date:
    """The last day the owner said something: took over, confirmed, or said no to leadership."""
    said = (row.since, row.renewed_on, row.refused_on)  # type: ignore[attr-defined]
    return max(one for one in said if one is not None)


def _escalate(day: date, policy: OwnershipPolicy) -> None:
    silent = Confirmation.objects.filter(answered_on=None, due_on__lt=day)
    rows = silent.filter(leadership_told_on=None).select_related("cluster", "person__manager")
    for row in rows:
        manager = row.person.manager
        if row.manager_told_on is None and manager is not None and manager.is_active:
            _note(row, "manager_told_on", day)
            _tell(None, [manager], _silence(row), row, "manager")
        elif row.manager_told_on is None or day > policy.manager_may_act_until(row.manager_told_on):
            _note(row, "leadership_told_on", day)
            _tell(None, leaders(), _silence(row), row, "leadership")


def _note(row: Confirmation, field: str, day: date) -> None:
    Confirmation.objects.filter(pk=row.pk, **{field: None}).update(**{field: day})


def _silence(row: Confirmation) -> str:
    return (
        f"{row.person.name} was asked on {day_text(row.asked_on)} whether {row.cluster.name} is "
        "still theirs and has not answered."
    )


def _tell(
    by: Person | None, persons: list[Person], words: str, row: Confirmation, what: str
) -> None:
    path, source = CONFIRMATION.format(row.pk), f"confirmation:{row.pk}:{what}"
    notify(by, persons, NotificationKind.OWNERSHIP, words, path, source)
