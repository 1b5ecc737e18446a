"""Group proposals leadership declined, and why."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from people.models import Person


class GroupDecline(models.Model):
    """These products are not proposed together until `quiet_until`, for the reason given.

    `products` are their keys in rising order; `quiet_until` is the first day on which they may be
    proposed together again.
    """

    products = ArrayField(models.BigIntegerField())
    reason = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    quiet_until = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["products", "on"], name="group_decline_one_a_day"),
            models.CheckConstraint(
                condition=Q(products__len__gte=2), name="group_decline_of_several"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="group_decline_has_reason"),
            models.CheckConstraint(
                condition=Q(quiet_until__gt=F("on")), name="group_decline_lasts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.products} apart until {self.quiet_until}"
