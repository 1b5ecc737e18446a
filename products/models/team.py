"""Who works in a cluster's team. Members help; the owner is accountable."""

from __future__ import annotations

import pghistory
from django.db import models

from people.models import Person
from products.models.cluster import Cluster
from products.models.periods import Dated, DatedQuerySet, not_empty


@pghistory.track()
class TeamMembership(Dated):
    """The person belongs to the cluster's team during the period, in one role at a time."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["TeamMembership"].as_manager()

    class Meta:
        constraints = [
            not_empty("membership_period_not_empty"),
            models.UniqueConstraint(
                fields=["cluster", "person"],
                condition=models.Q(period__endswith__isnull=True),
                name="membership_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.cluster_id} {self.period}"
