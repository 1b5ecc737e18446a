"""Somebody leaves the organisation, and what they were to take over stays where it is."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from people.actions.persons import deactivate_person
from people.models import Person
from people.queries import today
from products.actions.handovers import withdraw_handover
from products.models import Handover
from products.values.ownership import HandoverState


@transaction.atomic
def person_leaves(by: Person, person: Person, on: date) -> Person:
    """Deactivate the person; hand-overs to them that have not taken effect are withdrawn.

    What they own becomes orphaned at once, and is not handed to anybody in silence.
    """
    left = deactivate_person(by, person, on)
    coming = Handover.objects.filter(taker=person, state=HandoverState.PROPOSED)
    agreed = Handover.objects.filter(
        taker=person, state=HandoverState.ACCEPTED, effective_on__gt=today()
    )
    for handover in (coming | agreed).order_by("cluster_id"):
        withdraw_handover(by, handover, f"{person.name} has left.")
    return left
