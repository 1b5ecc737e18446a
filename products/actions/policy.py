"""Leadership changes a threshold: always a new version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from people.models import Person
from products.models import PolicyVersion


@transaction.atomic
def adopt_policy(
    by: Person | None, thresholds: Mapping[str, object], effective_from: date, note: str = ""
) -> PolicyVersion:
    """Write the next version of the policy; `thresholds` holds what differs from the defaults."""
    numbers = PolicyVersion.objects.select_for_update().values_list("number", flat=True)
    number = max(numbers, default=0) + 1
    return PolicyVersion.objects.create(
        number=number,
        effective_from=effective_from,
        thresholds=dict(thresholds),
        note=note,
        created_by=by,
    )
