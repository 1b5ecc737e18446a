"""A metric of one product."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from metrics.models.definition import MetricDefinition
from metrics.models.shape import MetricShape, known_choices
from products.models import Product

SHORTEST = 24
"""Months that single numbers are kept at the least: eight quarters, what a trend shows."""


class MetricQuerySet(models.QuerySet["Metric"]):
    """Named selections of metrics."""

    def tracked_on(self, day: date) -> MetricQuerySet:
        """Metrics the product tracked at the end of `day`."""
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=day), started_on__lte=day)


@pghistory.track()
class Metric(MetricShape):
    """One of the three to five figures a product is steered by; targets are dated rows."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="metrics")
    definition = models.ForeignKey(
        MetricDefinition, null=True, blank=True, on_delete=models.PROTECT, related_name="metrics"
    )
    slug = models.SlugField(max_length=80)
    is_north_star = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    started_on = models.DateField(default=timezone.localdate)
    retired_on = models.DateField(null=True, blank=True)
    keep_months = models.PositiveSmallIntegerField(null=True, blank=True)
    """Months single numbers are kept at least; without it, for ever. Roll-ups always stay."""
    forgotten_before = models.DateField(null=True, blank=True, editable=False)
    """Single numbers of days before this quarter's first day were forgotten; it never goes back."""
    version = models.PositiveIntegerField(default=1)

    objects = MetricQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            *known_choices("metric"),
            models.UniqueConstraint(fields=["product", "slug"], name="metric_slug_unique"),
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(is_north_star=True, retired_on__isnull=True),
                name="metric_one_north_star",
            ),
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True) | Q(retired_on__gte=F("started_on")),
                name="metric_retired_after_start",
            ),
            models.CheckConstraint(
                condition=Q(keep_months__isnull=True) | Q(keep_months__gte=SHORTEST),
                name="metric_keep_months_enough",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_forgotten(self, day: date) -> bool:
        """Whether single numbers of this day are no longer kept."""
        return self.forgotten_before is not None and day < self.forgotten_before
