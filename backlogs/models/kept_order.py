"""The order of a list as it was when products came or went."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from products.models import Cluster


class KeptOrder(models.Model):
    """All items of the cluster's list, in their order, right before `at`.

    Moves tell how an order came about while the same items stand in it; here they did not stay the
    same. With this row a past order is told as it was, and a split can be taken back exactly.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="kept_orders")
    at = models.DateTimeField()
    items = ArrayField(models.BigIntegerField())

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["cluster", "at"], name="kept_order_by_list")]

    def __str__(self) -> str:
        return f"{len(self.items)} items of {self.cluster_id} before {self.at}"
