"""What changed is written down, and looked at again soon."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from reviews.actions.warnings import LOCK, evaluate_and_store
from reviews.models import WarningDue
from reviews.queries.warning_reach import reach_of


def note_due(
    product_id: int | None = None, cluster_id: int | None = None, person_id: int | None = None
) -> None:
    """Write down that the thing changed; nothing given: anything may have.

    Always a new row: one that is there already may be taken away by an evaluation that has read
    the data before this change.
    """
    WarningDue.objects.create(
        asked_at=timezone.now(), product_id=product_id, cluster_id=cluster_id, person_id=person_id
    )


@transaction.atomic
def evaluate_due(day: date) -> bool:
    """Look again at everything that was written down, at once, and take the rows away with it.

    False where nothing is due, or another evaluation is at work, which leaves the rows for later.
    """
    if not WarningDue.objects.exists() or not _have_the_floor():
        return False
    rows = list(WarningDue.objects.all())  # read before the data, so that no change falls between
    evaluate_and_store(day, reach_of(rows))
    WarningDue.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return True


def _have_the_floor() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])
