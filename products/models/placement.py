"""Where a product was when: its dated membership of clusters."""

from __future__ import annotations

import pghistory
from django.db import models

from products.models.cluster import Cluster
from products.models.periods import Dated, DatedQuerySet, no_overlap, not_empty
from products.models.product import Product


@pghistory.track()
class Placement(Dated):
    """The product belonged to the cluster during the period; on any day to one cluster only."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="placements")
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="placements")
    reason = models.TextField(blank=True)

    objects = DatedQuerySet["Placement"].as_manager()

    class Meta:
        constraints = [
            no_overlap("product_id", "placement_one_at_a_time"),
            not_empty("placement_period_not_empty"),
        ]
        indexes = [models.Index(fields=["cluster", "product"], name="placement_by_cluster")]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.cluster_id} {self.period}"
