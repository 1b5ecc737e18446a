"""An owner hands in a quarter: "these numbers are complete"."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from metrics.models import HandIn
from metrics.queries.hand_ins import due_numbers, hand_ins_of
from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Refused
from portfolio.kernel.marks import day
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from products.models import Cluster


@transaction.atomic
def hand_in(by: Person, cluster: Cluster, quarter: Quarter, note: str = "") -> HandIn:
    """Record the owner's word; said again with nothing changed since, the first one stands.

    Raises `Refused` before the quarter's last day, and for missing numbers that `note` does not
    explain.
    """
    Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    if quarter.last_day > today():
        words = f"{quarter.label} can be handed in from {day(quarter.last_day)} on."
        raise Refused(words, code="quarter_not_over", field="note")
    expected, missing = due_numbers(cluster, quarter)
    before = hand_ins_of([cluster.pk], quarter).get(cluster.pk)
    if before and not before.changed and before.row.missing == missing:
        return before.row
    if missing and not note.strip():
        words = f"{counted(missing, 'number')} of {expected} missing. Say why before you hand in."
        raise Refused(words, code="numbers_missing", field="note")
    return HandIn.objects.create(
        cluster=cluster,
        quarter_start=quarter.start,
        handed_in_at=timezone.now(),
        handed_in_by=by,
        expected=expected,
        missing=missing,
        note=note.strip() if missing else "",
    )
