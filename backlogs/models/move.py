"""What was moved where, by whom: the trail of the order, and what a stale screen is told."""

from __future__ import annotations

from django.db import models

from backlogs.models.item import Item
from people.models import Person
from products.models import Cluster


class Move(models.Model):
    """One change of an item's place. `version` is the list's `order_version` it led to.

    Places are told by neighbours, since positions shift with every other move. `left` is the item,
    open or closed, it used to follow: with it an order can be wound back. `follows` is the open
    item it was put after, for people. None is the top of the list.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="moves")
    version = models.PositiveBigIntegerField()
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="moves")
    left = models.ForeignKey(Item, null=True, on_delete=models.SET_NULL, related_name="+")
    follows = models.ForeignKey(Item, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["cluster", "version"], name="move_by_list"),
            models.Index(fields=["item", "at"], name="move_by_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} after {self.follows_id}"
