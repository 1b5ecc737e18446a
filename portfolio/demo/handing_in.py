"""Most owners have handed in last quarter's numbers; one explains a gap, some have yet to."""

from __future__ import annotations

from metrics.actions.hand_ins import hand_in
from metrics.queries.hand_ins import due_numbers
from people.queries import organisation, today
from portfolio.kernel.quarters import Quarter
from products.models import Ownership

OUTSTANDING = 3
"""Every third cluster has not handed in yet."""


def hand_in_demo() -> None:
    """Hand in the newest quarter that is over, cluster by cluster in the order of their names."""
    quarter = Quarter.of(today(), organisation().first_month).previous()
    rows = Ownership.objects.filter(period__contains=today()).select_related("cluster", "person")
    for place, row in enumerate(rows.order_by("cluster__name")):
        if place % OUTSTANDING == OUTSTANDING - 1:
            continue
        expected, missing = due_numbers(row.cluster, quarter)
        if expected:
            note = "The probe was being replaced; the figures are lost." if missing else ""
            hand_in(row.person, row.cluster, quarter, note)
