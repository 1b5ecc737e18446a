"""Raw events that metrics are made of: tickets, up/down checks, days of use.

Large and lean: no history of their own. `changed_at` says which rows have come or changed since
figures were last made of them.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from products.models import Product


class Ticket(models.Model):
    """A ticket or incident as its source last told it; `number` is the source's name for it."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="tickets")
    source = models.CharField(max_length=80)
    number = models.CharField(max_length=100)
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    priority = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="ticket_number_unique"),
            models.CheckConstraint(condition=~Q(number=""), name="ticket_has_number"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | Q(resolved_at__gte=F("opened_at")),
                name="ticket_resolved_after_opened",
            ),
        ]
        indexes = [
            models.Index(fields=["product", "opened_at"], name="ticket_by_opening"),
            models.Index(
                fields=["product", "resolved_at"],
                condition=Q(resolved_at__isnull=False),
                name="ticket_by_resolution",
            ),
            models.Index(fields=["product", "changed_at"], name="ticket_by_change"),
            # Until when a source has told of anything.
            models.Index(fields=["source", "opened_at"], name="ticket_by_source"),
        ]

    def __str__(self) -> str:
        return self.number


class AvailabilityCheck(models.Model):
    """One look at a service of a product: up or not. `service` tells several services apart."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="checks")
    source = models.CharField(max_length=80)
    service = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    is_up = models.BooleanField()
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "service", "at"], name="availability_check_unique"
            )
        ]
        indexes = [models.Index(fields=["product", "changed_at"], name="check_by_change")]

    def __str__(self) -> str:
        return f"{self.service} {self.at}"


class UsageDay(models.Model):
    """Somebody used the product on that day. Who is a keyed hash: countable, not nameable."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="usage_days")
    source = models.CharField(max_length=80)
    on = models.DateField()
    who = models.CharField(max_length=64)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "on", "who"], name="usage_day_unique"),
            models.CheckConstraint(
                condition=Q(who__regex=r"^[0-9a-f]{32,64}$"), name="usage_day_who_is_hash"
            ),
        ]
        indexes = [models.Index(fields=["product", "changed_at"], name="usage_by_change")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.on}"
