"""A person's word over the computed activity of a product."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from people.models import Person
from products.models.periods import Dated, DatedQuerySet, no_overlap, not_empty
from products.models.product import Product
from products.values import TreatAs


@pghistory.track()
class ActivityOverride(Dated):
    """ "Treat as stable" or "as active" for a while: reason and end date are required."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="overrides")
    treat_as = models.CharField(max_length=6, choices=TreatAs.choices())
    reason = models.TextField()
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DatedQuerySet["ActivityOverride"].as_manager()

    class Meta:
        constraints = [
            no_overlap("product_id", "override_one_at_a_time"),
            not_empty("override_period_not_empty"),
            models.CheckConstraint(
                condition=Q(period__endswith__isnull=False), name="override_has_end"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
            models.CheckConstraint(
                condition=Q(treat_as__in=TreatAs.texts()), name="override_treat_as_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} as {self.treat_as} {self.period}"
