"""What shall be different once an item is shipped: the hypothesis it is judged by."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from backlogs.models.item import Item
from metrics.models import KeyResult, Metric
from metrics.models.target import value_field
from products.models import Persona

NO_TARGET = Q(metric__isnull=True, key_result__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Outcome(models.Model):
    """If we do this, for `persona`, then the target goes `value_from` → `value_to` until `due_on`.

    The target is a metric of the item's product or a key result, whose unit the values have.
    `statement` says it in words, beside the numbers or, where there is no target, alone. At most
    one per item; `version` guards a save. One taken away leaves its history.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="outcome")
    persona = models.ForeignKey(
        Persona, null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes"
    )
    statement = models.TextField(blank=True)
    metric = models.ForeignKey(
        Metric, null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes"
    )
    key_result = models.ForeignKey(
        KeyResult, null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes"
    )
    value_from = value_field(null=True, blank=True)
    value_to = value_field(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value_from__isnull=True) | ~Q(value_from=F("value_to")),
                name="outcome_changes_something",
            ),
            models.CheckConstraint(
                condition=Q(metric__isnull=True) | Q(key_result__isnull=True),
                name="outcome_one_target",
            ),
            models.CheckConstraint(
                condition=Q(NO_TARGET, value_from__isnull=True, value_to__isnull=True)
                | Q(
                    ~NO_TARGET,
                    value_from__isnull=False,
                    value_to__isnull=False,
                    due_on__isnull=False,
                ),
                name="outcome_target_complete",
            ),
            models.CheckConstraint(
                condition=~NO_TARGET | ~Q(statement=""), name="outcome_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"Outcome of {self.item_id}"
