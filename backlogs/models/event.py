"""What happened to an item: the source of every figure about flow."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from backlogs.models.item import Item
from backlogs.values import ItemState
from people.models import Person


class StateEvent(models.Model):
    """A change of state at a time by a person. Creation is the event without `from_state`.

    Rows are added, never changed. `product` repeats the item's product at that time, so shipped
    work stays with the product it was shipped for.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="events")
    product = models.ForeignKey(
        "products.Product", on_delete=models.PROTECT, related_name="state_events"
    )
    at = models.DateTimeField()
    from_state = models.CharField(max_length=12, blank=True, choices=ItemState.choices())
    to_state = models.CharField(max_length=12, choices=ItemState.choices())
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_state__in=ItemState.texts())
                & (Q(from_state="") | Q(from_state__in=ItemState.texts())),
                name="state_event_states_known",
            ),
            models.CheckConstraint(
                condition=~Q(from_state=models.F("to_state")), name="state_event_is_a_change"
            ),
            models.CheckConstraint(
                condition=~Q(to_state="dropped") | ~Q(reason=""), name="state_event_drop_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["item", "at"], name="state_event_by_item"),
            models.Index(fields=["product", "to_state", "at"], name="state_event_by_product"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.to_state} {self.at}"
