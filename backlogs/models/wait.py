"""One item waits for another."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from backlogs.models.item import Item
from people.models import Person


class WaitQuerySet(models.QuerySet["Wait"]):
    """Named selections of waits."""

    def standing(self) -> WaitQuerySet:
        """Those nobody has taken back."""
        return self.filter(ended_at=None)


class Wait(models.Model):
    """`item` waits for `blocker`, which may belong to another cluster.

    Taken back, the row stays with who did it and when. Whether the blocker is still open is its
    own state's to say. That no chain leads back to its beginning is kept by the action, which adds
    one at a time in the whole installation.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="waits")
    blocker = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="blocks")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WaitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "blocker"], condition=Q(ended_at=None), name="wait_once"
            ),
            models.CheckConstraint(condition=~Q(item=models.F("blocker")), name="wait_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} waits for {self.blocker_id}"
