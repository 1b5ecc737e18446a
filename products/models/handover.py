"""A proposal that somebody takes over a cluster; it holds once they accept it (DOMAIN 1)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from people.models import Person
from products.models.cluster import Cluster
from products.values.ownership import HandoverPoint, HandoverState


class Handover(models.Model):
    """From `giver` (nobody for an orphan) to `taker` on `effective_on`; until then nothing changes.

    `answer` says why it was declined or withdrawn. Accepted, the dated ownerships are written and
    they alone count.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="handed_over"
    )
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="taken_over")
    effective_on = models.DateField()
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    state = models.CharField(
        max_length=9, choices=HandoverState.choices(), default=HandoverState.PROPOSED
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster"],
                condition=Q(state=HandoverState.PROPOSED),
                name="handover_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=HandoverState.texts()), name="handover_state_known"
            ),
            models.CheckConstraint(
                condition=Q(giver=None) | ~Q(giver=F("taker")), name="handover_between_two"
            ),
            models.CheckConstraint(
                condition=Q(state=HandoverState.PROPOSED, answered_at=None)
                | Q(~Q(state=HandoverState.PROPOSED), answered_at__isnull=False),
                name="handover_answered_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=HandoverState.DECLINED, answer=""),
                name="handover_declined_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id} to {self.taker_id} on {self.effective_on}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for the answer."""
        return self.state == HandoverState.PROPOSED


class HandoverTick(models.Model):
    """A point of the checklist is done: who said so, and when. Its absence is an open point."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="ticks")
    point = models.CharField(max_length=9, choices=HandoverPoint.choices())
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "point"], name="tick_once"),
            models.CheckConstraint(
                condition=Q(point__in=HandoverPoint.texts()), name="tick_point_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handover_id}: {self.point}"
