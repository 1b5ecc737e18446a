"""A packet: what a review reads about one cluster, frozen."""

from __future__ import annotations

from django.db import models

from products.models import Cluster, PolicyVersion


class Packet(models.Model):
    """Canonical JSON of a cluster as of a quarter's last day.

    Rows are never changed. A rebuild that yields other bytes is a new revision; one that yields
    the same bytes is no news and adds nothing.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="packets")
    quarter_start = models.DateField()
    revision = models.PositiveIntegerField()
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    built_at = models.DateTimeField()

    class Meta:
        ordering = ["-quarter_start", "cluster_id", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "quarter_start", "revision"], name="packet_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(revision__gte=1), name="packet_revision_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="packet_sha256_shape"
            ),
        ]

    def __str__(self) -> str:
        return f"Packet {self.cluster_id} {self.quarter_start} r{self.revision}"
