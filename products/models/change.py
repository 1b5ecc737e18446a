"""Dated changes to a product: migrations, replatformings, upgrades, decommissionings."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from products.models.product import Product
from products.values import ChangeKind


class ChangeQuerySet(models.QuerySet["Change"]):
    """Named selections of changes."""

    def under_way(self, day: date) -> ChangeQuerySet:
        """Changes begun by the end of `day` and not finished then."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day)


@pghistory.track()
class Change(models.Model):
    """Under way from `started_on` until `ended_on`, the day on which it was finished."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=16, choices=ChangeKind.choices())
    title = models.CharField(max_length=200)
    started_on = models.DateField()
    planned_end = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["started_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ChangeKind.texts()), name="change_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="change_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(planned_end__isnull=True) | Q(planned_end__gte=F("started_on")),
                name="change_planned_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title
