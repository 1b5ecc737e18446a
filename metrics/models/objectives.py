"""Objectives: what the portfolio, a cluster or a product sets out to reach in one quarter."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from metrics.models.goals import StrategicGoal
from metrics.values.objectives import ObjectiveLevel
from products.models import Cluster, Product


def standing_on(day: date) -> Q:
    """What was written by the end of `day` and not given up by then."""
    return Q(written_on__lte=day) & (Q(dropped_on__isnull=True) | Q(dropped_on__gt=day))


def dropped_with_reason(name: str) -> models.CheckConstraint:
    """What is given up says why, and only that does."""
    return models.CheckConstraint(
        condition=(Q(dropped_on__isnull=True) & Q(drop_reason=""))
        | (Q(dropped_on__isnull=False) & ~Q(drop_reason="")),
        name=name,
    )


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    """Named selections of objectives."""

    def on(self, day: date) -> ObjectiveQuerySet:
        """Objectives that stood at the end of `day`."""
        return self.filter(standing_on(day))


@pghistory.track()
class Objective(models.Model):
    """One objective of a quarter. Its subject is the portfolio, one cluster or one product.

    `carried_from` is the objective of an earlier quarter it goes on with; that one keeps its
    progress. Dates are days: what was written and given up when, so any day can be told.
    """

    level = models.CharField(max_length=9, choices=ObjectiveLevel.choices())
    cluster = models.ForeignKey(
        Cluster, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives"
    )
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives"
    )
    quarter_start = models.DateField()
    title = models.CharField(max_length=200)
    sentence = models.TextField("why it matters", blank=True)
    goal = models.ForeignKey(
        StrategicGoal, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives"
    )
    carried_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    written_on = models.DateField(default=timezone.localdate)
    dropped_on = models.DateField(null=True, blank=True)
    drop_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="portfolio", cluster__isnull=True, product__isnull=True)
                | Q(level="cluster", cluster__isnull=False, product__isnull=True)
                | Q(level="product", cluster__isnull=True, product__isnull=False),
                name="objective_level_fits_subject",
            ),
            models.UniqueConstraint(
                fields=["level", "cluster", "product", "quarter_start", "title"],
                condition=Q(dropped_on__isnull=True),
                nulls_distinct=False,
                name="objective_title_unique",
            ),
            dropped_with_reason("objective_dropped_with_reason"),
        ]
        indexes = [models.Index(fields=["quarter_start", "goal"], name="objective_by_quarter")]

    def __str__(self) -> str:
        return self.title
