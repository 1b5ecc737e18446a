"""What the accountable owner says to a quarter's packet before the review."""

from __future__ import annotations

import pghistory
from django.db import models

from people.models import Person
from products.models import Cluster


@pghistory.track()
class PacketNote(models.Model):
    """The owner's ask, what went badly, and a comment by section; open until the freeze.

    `comments` holds texts by a section's key. `version` is the one a save has to have read.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="packet_notes")
    quarter_start = models.DateField()
    ask = models.TextField(blank=True)
    went_badly = models.TextField(blank=True)
    comments = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "quarter_start"], name="packet_note_unique"),
        ]

    def __str__(self) -> str:
        return f"Note of {self.cluster_id} for {self.quarter_start}"
