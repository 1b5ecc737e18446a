"""Dated lifecycle stages."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from people.models import Person
from products.models.periods import Dated, DatedQuerySet, no_overlap, not_empty
from products.models.product import Product
from products.values import Stage


@pghistory.track()
class StagePeriod(Dated):
    """The product was in the stage during the period; never in two at once."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage.choices())
    reason = models.TextField(blank=True)
    changed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DatedQuerySet["StagePeriod"].as_manager()

    class Meta:
        constraints = [
            no_overlap("product_id", "stage_one_at_a_time"),
            not_empty("stage_period_not_empty"),
            models.CheckConstraint(condition=Q(stage__in=Stage.texts()), name="stage_known"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.stage} {self.period}"
