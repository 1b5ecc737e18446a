"""One row per cluster: what a change of order locks, and when the list was last tended."""

from __future__ import annotations

from django.db import models

from products.models import Cluster


class Backlog(models.Model):
    """The list itself. `order_version` rises with every change of order."""

    cluster = models.OneToOneField(
        Cluster, on_delete=models.CASCADE, primary_key=True, related_name="backlog"
    )
    order_version = models.PositiveBigIntegerField(default=0)
    refined_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Backlog of {self.cluster_id}"
