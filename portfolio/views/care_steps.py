"""How each of the five steps is done: its form, and the act that does the real thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from backlogs.actions.starting import start_backlog
from backlogs.queries.homes import home_of, people_of
from metrics.actions.picking import take_up
from people.models import Person
from portfolio.calculations.care import CareStep
from portfolio.care_forms import LinesForm, PicksForm, ReviewForm, UseCaseForm
from portfolio.kernel.marks import day
from portfolio.kernel.words import counted
from portfolio.queries.care import CarePage
from products.actions.handovers import propose_handover
from products.actions.surroundings import note_users
from products.models import Product
from products.permissions import require_living
from reviews.actions.first_review import schedule_review
from reviews.forms import OwnershipForm


@dataclass(frozen=True)
class Way:
    """A form for the page and what was sent, and the act that answers in a sentence."""

    form: Callable[[CarePage, Any], forms.Form]
    act: Callable[[Person, CarePage, Any], str]


def _product(page: CarePage) -> Product:
    assert page.product is not None
    return page.product


def _owner_form(page: CarePage, data: Any) -> forms.Form:
    return OwnershipForm(data, initial=page.part.initial)


def _ask_owner(by: Person, page: CarePage, form: OwnershipForm) -> str:
    said = dict(form.cleaned_data)
    taker = said.pop("person")
    propose_handover(by, page.cluster, taker, **said)
    return f"{taker.name} is asked and can say no. Go on meanwhile."


def _users_form(page: CarePage, data: Any) -> forms.Form:
    return UseCaseForm(data)


def _note_users(by: Person, page: CarePage, form: UseCaseForm) -> str:
    require_living(_product(page))
    row = note_users(by, _product(page), **form.cleaned_data)
    return f"{row.persona.name} is noted."


def _lines_form(page: CarePage, data: Any) -> forms.Form:
    return LinesForm(data, home=home_of(page.cluster.slug), product=_product(page))


def _start_backlog(by: Person, page: CarePage, form: LinesForm) -> str:
    people = people_of(page.cluster.pk)
    added = start_backlog(by, page.cluster, form.home.products, form.read, people)
    return f"Added {counted(len(added), 'item')}." if added else "All of that waits already."


def _picks_form(page: CarePage, data: Any) -> forms.Form:
    return PicksForm(data, offered=page.part.offered, taken=page.part.taken)


def _take_up(by: Person, page: CarePage, form: PicksForm) -> str:
    require_living(_product(page))
    added = take_up(by, _product(page), form.picks())
    return f"{counted(len(added), 'metric')} tracked from today." if added else "Tracked already."


def _review_form(page: CarePage, data: Any) -> forms.Form:
    return ReviewForm(data, initial=page.part.initial, meetings=page.part.meetings)


def _schedule(by: Person, page: CarePage, form: ReviewForm) -> str:
    meeting = schedule_review(by, page.cluster, form.said())
    return f"{page.cluster.name} is reviewed on {day(meeting.local_start.date())}."


WAYS: Final = {
    CareStep.OWNER: Way(_owner_form, _ask_owner),
    CareStep.USERS: Way(_users_form, _note_users),
    CareStep.BACKLOG: Way(_lines_form, _start_backlog),
    CareStep.METRICS: Way(_picks_form, _take_up),
    CareStep.REVIEW: Way(_review_form, _schedule),
}
