"""Reading clusters and products as of a date."""

from __future__ import annotations

from datetime import date

from products.models import PolicyVersion


def policy_on(day: date) -> PolicyVersion:
    """The policy in force at the end of `day`: the newest version effective by then.

    Before the first version took effect the first one counts, so every past quarter has a policy.
    """
    in_force = PolicyVersion.objects.filter(effective_from__lte=day).order_by(
        "-effective_from", "-number"
    )
    return in_force.first() or PolicyVersion.objects.order_by("number")[0]
