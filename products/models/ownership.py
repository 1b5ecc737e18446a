"""Dated ownership: the one accountable person of a cluster."""

from __future__ import annotations

import pghistory
from django.db import models

from people.models import Person
from products.models.cluster import Cluster
from products.models.periods import Dated, DatedQuerySet, no_overlap, not_empty


class OwnershipQuerySet(DatedQuerySet["Ownership"]):
    """Named selections of ownerships."""


@pghistory.track()
class Ownership(Dated):
    """The person is accountable for all three dimensions of the cluster during the period."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="ownerships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ownerships")
    reason = models.TextField(blank=True)
    assigned_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OwnershipQuerySet.as_manager()

    class Meta:
        constraints = [
            no_overlap("cluster_id", "ownership_one_at_a_time"),
            not_empty("ownership_period_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} owns {self.cluster_id} {self.period}"
