"""How often a cluster is reviewed is agreed on."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.errors import Conflict, Refused
from products.models import Cluster
from products.queries import policy_on
from reviews.calculations.due import DueState, next_due
from reviews.models import ReviewSchedule
from reviews.queries.schedule import rhythms
from reviews.values.meetings import CADENCES, LONGEST_MINUTES, ReviewPolicy


@transaction.atomic
def set_schedule(
    by: Person | None,
    cluster: Cluster,
    *,
    cadence_months: int,
    facilitator: Person | None,
    minutes: int,
    version: int = 0,
) -> ReviewSchedule:
    """Write the cluster's cadence, facilitator and minutes; the same again changes nothing.

    `version` is that of the schedule the form showed, 0 for none. A new cadence counts from today,
    but a review that is due or overdue stays due. Raises `Conflict` when somebody was faster,
    `Refused` for a cadence or length there is not.
    """
    _check(cadence_months, minutes)
    Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    row = ReviewSchedule.objects.filter(cluster=cluster).first()
    wanted = (cadence_months, facilitator.pk if facilitator else None, minutes)
    if row is not None and wanted == (row.cadence_months, row.facilitator_id, row.minutes):
        return row
    if version != (row.version if row else 0):
        raise Conflict("Somebody changed this schedule since you opened it.", code="stale")
    row = row or ReviewSchedule(cluster=cluster, cadence_months=0, version=0)
    if row.cadence_months != cadence_months:
        row.since = _since(cluster, today())
    row.cadence_months, row.facilitator, row.minutes = cadence_months, facilitator, minutes
    row.version += 1
    row.save()
    return row


def _check(cadence_months: int, minutes: int) -> None:
    if cadence_months not in CADENCES:
        raise Refused(
            "A cluster is reviewed every month, quarter, half year or year.",
            code="cadence_unknown",
            field="cadence_months",
        )
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused(
            f"A review takes 1 to {LONGEST_MINUTES} minutes.", code="minutes", field="minutes"
        )


def _since(cluster: Cluster, on: date) -> date:
    """Today; the last day of the period that waits for its review where one does."""
    days = ReviewPolicy.from_thresholds(policy_on(on).thresholds).overdue_days
    due = next_due(rhythms([cluster])[cluster.pk], on, organisation().first_month, days)
    return on if due.state is DueState.LATER else due.end - timedelta(days=1)
