"""What weighs on a product beside its work: its owner's hours, and a word of leadership."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from people.models import Person
from products.models.periods import Dated, DatedQuerySet, no_overlap, not_empty
from products.models.product import Product


@pghistory.track()
class OwnerHours(models.Model):
    """Hours the owner and the team spent on running and supporting a product in one month.

    `month` is the month's first day. No row means that nobody wrote them down; 0 means none.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="owner_hours")
    month = models.DateField()
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["product", "month"], name="owner_hours_one_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="owner_hours_month_begins"),
            models.CheckConstraint(condition=Q(hours__gte=0), name="owner_hours_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.month}: {self.hours}"


@pghistory.track()
class StrategicMark(Dated):
    """Leadership says that the product carries strategic weight, and why, from a day on."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="strategic_marks")
    reason = models.TextField()
    marked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DatedQuerySet["StrategicMark"].as_manager()

    class Meta:
        constraints = [
            no_overlap("product_id", "strategic_mark_one_at_a_time"),
            not_empty("strategic_mark_period_not_empty"),
            models.CheckConstraint(condition=~Q(reason=""), name="strategic_mark_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} strategic {self.period}"
