"""Leadership changes a threshold: always a new version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from people.models import Person
from portfolio.kernel.errors import Conflict
from products.models import PolicyVersion


@transaction.atomic
def adopt_policy(
    by: Person | None,
    thresholds: Mapping[str, object],
    effective_from: date,
    note: str = "",
    seen: int | None = None,
) -> PolicyVersion:
    """Write the next version of the policy; `thresholds` holds what differs from the defaults.

    `seen` is the number of the version somebody started from; raises `Conflict` when there is a
    newer one by now.
    """
    # Versions are only ever added, so the first one stands for all of them.
    PolicyVersion.objects.select_for_update(no_key=True).order_by("number").first()
    newest = PolicyVersion.objects.aggregate(number=Max("number"))["number"] or 0
    if seen is not None and seen != newest:
        raise Conflict(f"Version {newest} was adopted meanwhile.", code="stale_version")
    return PolicyVersion.objects.create(
        number=newest + 1,
        effective_from=effective_from,
        thresholds=dict(thresholds),
        note=note,
        created_by=by,
    )
