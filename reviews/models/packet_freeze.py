"""Which revision of a quarter's packet the review read."""

from __future__ import annotations

from django.db import models

from people.models import Person
from products.models import Cluster
from reviews.models.packet import Packet


class PacketFreeze(models.Model):
    """From `frozen_at` on this revision is the packet of the quarter; later ones are addenda.

    Rows are never changed or taken away.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="packet_freezes")
    quarter_start = models.DateField()
    packet = models.OneToOneField(Packet, on_delete=models.PROTECT, related_name="freeze")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "quarter_start"], name="packet_frozen_once"),
        ]

    def __str__(self) -> str:
        return f"Packet {self.packet_id} frozen"
