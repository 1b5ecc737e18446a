"""The page that asks an owner: still yours?"""

from __future__ import annotations

from dataclasses import dataclass

import rules
from django.urls import reverse

from people.models import Person
from people.permissions import require_sight, sees_everything
from people.queries import today
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import day
from products.models import Cluster, Confirmation
from products.values.ownership import ConfirmationAnswer


@dataclass(frozen=True)
class ConfirmationPage:
    """One question: about which cluster, since when asked, what was said."""

    row: Confirmation
    cluster: Cluster
    holds: str
    asked: str
    silence: str
    said: str
    may_answer: bool
    propose_url: str


@rules.predicate
def sees_confirmation(person: Person, row: Confirmation | None = None) -> bool:
    """Whoever is asked, their manager, and those who see the whole portfolio."""
    if row is None:
        return False
    return sees_everything(person) or person.pk in (row.person_id, row.person.manager_id)


def confirmation_page(pk: int, reader: Person) -> ConfirmationPage:
    """The question; raises `NotFound` for those it is none of the business of."""
    rows = Confirmation.objects.select_related("cluster", "person__manager", "suggested")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound("There is no such question.", code="confirmation_unknown")
    require_sight(sees_confirmation, reader, row)
    names = row.cluster.products.order_by("name").values_list("name", flat=True)  # type: ignore[attr-defined]
    return ConfirmationPage(
        row=row,
        cluster=row.cluster,
        holds=", ".join(names),
        asked=f"Asked on {day(row.asked_on)}, to be answered by {day(row.due_on)}.",
        silence=_silence(row),
        said=_said(row),
        may_answer=row.answered_on is None and row.person_id == reader.pk,
        propose_url=_propose_url(row) if reader.is_leadership else "",
    )


def _silence(row: Confirmation) -> str:
    told = []
    if row.manager_told_on and row.person.manager:
        told.append(f"{row.person.manager.name} was told on {day(row.manager_told_on)}")
    if row.leadership_told_on:
        told.append(f"leadership on {day(row.leadership_told_on)}")
    if told:
        return f"No answer in time: {', '.join(told)}."
    late = row.answered_on is None and row.due_on < today()
    return "The answer is overdue." if late else ""


def _said(row: Confirmation) -> str:
    if row.answered_on is None:
        return ""
    words = f"{ConfirmationAnswer(row.answer).label}, {day(row.answered_on)}."
    if row.suggested:
        words = f"{words} Suggested: {row.suggested.name}."
    return f"{words} {row.note}".strip()


def _propose_url(row: Confirmation) -> str:
    """Where leadership proposes somebody else, whoever was suggested chosen already."""
    query = f"?person={row.suggested.slug}" if row.suggested else ""
    return f"{reverse('reviews:ownership-form', args=[row.cluster.slug])}{query}"
