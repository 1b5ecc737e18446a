"""The owner looks at a review: the numbers are frozen, and overruled only with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backlogs.actions.outcome_reviews import refresh
from backlogs.models import OutcomeReview
from backlogs.values.verdicts import Verdict
from people.models import Person
from portfolio.kernel.errors import Conflict, Refused


def look_at_review(
    by: Person, review: OutcomeReview, verdict: Verdict, reason: str, seen: datetime
) -> OutcomeReview:
    """Agree with the computed verdict, or say another one with a reason; either freezes it.

    `seen` is when the numbers the person saw were computed. Raises `Conflict` where they are other
    numbers by now, and `Refused` for another verdict without a reason. Said again it changes
    nothing; something else may still be said later, the numbers stay.
    """
    refresh([review.pk])
    return _say(by, review.pk, verdict, " ".join(reason.split()), seen)


@transaction.atomic
def _say(by: Person, key: int, verdict: Verdict, reason: str, seen: datetime) -> OutcomeReview:
    row = OutcomeReview.objects.select_for_update(of=("self",)).get(pk=key)
    if row.said_at is not None and (row.said_verdict, row.said_reason) == (verdict, reason):
        return row
    if row.computed_at != seen:
        raise Conflict(
            "Measurements came in while you were looking; these are the numbers now.",
            code="stale_version",
        )
    if verdict != row.verdict and not reason:
        raise Refused(
            "The numbers say otherwise; write down why.", code="no_reason", field="reason"
        )
    row.said_verdict, row.said_reason = verdict.value, reason
    row.said_by, row.said_at = by, timezone.now()
    row.save(update_fields=["said_verdict", "said_reason", "said_by", "said_at"])
    return row
