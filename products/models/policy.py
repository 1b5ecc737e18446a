"""The organisation's thresholds, versioned: every result says which version it used."""

from __future__ import annotations

import pghistory
from django.db import models

from people.models import Person


@pghistory.track()
class PolicyVersion(models.Model):
    """One set of thresholds, in force from a date until the next version's date.

    `thresholds` holds only what differs from the defaults, as `{"load.active_ceiling": 1}`; each
    room reads its own keys into a frozen value (`LoadPolicy`, `MetricPolicy`, …). Rows are never
    changed: a new wish is a new version.
    """

    number = models.PositiveIntegerField(unique=True)
    effective_from = models.DateField()
    thresholds = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    created_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Policy {self.number}"
