"""Who stands in for an owner during absence. A deputy helps; the owner stays accountable."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from people.models import Person
from products.models.cluster import Cluster
from products.models.periods import Dated, DatedQuerySet, no_overlap, not_empty


class Deputy(Dated):
    """`person` stands in for `owner` in the cluster during the period, which has an end.

    It counts only while `owner` is the accountable owner: with a new one it is over by itself.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="deputies")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputised")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputyships")
    reason = models.CharField(max_length=200, blank=True)
    named_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DatedQuerySet["Deputy"].as_manager()

    class Meta:
        constraints = [
            no_overlap("cluster_id", "deputy_one_at_a_time"),
            not_empty("deputy_period_not_empty"),
            models.CheckConstraint(
                condition=Q(period__endswith__isnull=False), name="deputy_has_end"
            ),
            models.CheckConstraint(condition=~Q(owner=F("person")), name="deputy_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.owner_id} in {self.cluster_id} {self.period}"
