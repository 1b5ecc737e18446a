"""Somebody says that a cluster's numbers of a quarter are complete."""

from __future__ import annotations

from django.db import models

from people.models import Person
from products.models import Cluster


class HandIn(models.Model):
    """The owner's word for one quarter of one cluster; the newest of a quarter counts.

    `expected` numbers were due when it was given and `missing` of them were not there, which
    `note` explains. What was recorded after `handed_in_at` is told beside it, never hidden.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="hand_ins")
    quarter_start = models.DateField()
    handed_in_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    expected = models.PositiveIntegerField()
    missing = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-handed_in_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "quarter_start", "handed_in_at"], name="hand_in_moment_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(missing__lte=models.F("expected")),
                name="hand_in_missing_within_expected",
            ),
            models.CheckConstraint(
                condition=models.Q(missing=0) | ~models.Q(note=""),
                name="hand_in_gap_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id} {self.quarter_start}"
