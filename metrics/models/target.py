"""Dated targets: a changed target never rewrites the past."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from metrics.models.metric import Metric
from people.models import Person
from products.models.periods import Dated, DatedQuerySet, no_overlap, not_empty


def value_field(**extra: object) -> models.DecimalField:
    """A measured number: exact, six places."""
    return models.DecimalField(max_digits=20, decimal_places=6, **extra)  # type: ignore[arg-type]


@pghistory.track()
class MetricTarget(Dated):
    """Target, warning line, floor and weight of a metric during the period.

    For a range the plain columns are the lower lines and the `_upper` ones the upper lines:
    `floor ≤ warning ≤ target ≤ target_upper ≤ warning_upper ≤ floor_upper`.
    """

    metric = models.ForeignKey(Metric, on_delete=models.CASCADE, related_name="targets")
    target = value_field()
    warning = value_field()
    floor = value_field()
    target_upper = value_field(null=True, blank=True)
    warning_upper = value_field(null=True, blank=True)
    floor_upper = value_field(null=True, blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    reason = models.TextField(blank=True)
    set_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DatedQuerySet["MetricTarget"].as_manager()

    class Meta:
        constraints = [
            no_overlap("metric_id", "target_one_at_a_time"),
            not_empty("target_period_not_empty"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="target_weight_positive"),
            models.CheckConstraint(
                condition=Q(
                    target_upper__isnull=True,
                    warning_upper__isnull=True,
                    floor_upper__isnull=True,
                )
                & (
                    Q(floor__lte=F("warning"), warning__lte=F("target"))
                    | Q(floor__gte=F("warning"), warning__gte=F("target"))
                )
                | Q(
                    floor__lte=F("warning"),
                    warning__lte=F("target"),
                    target__lte=F("target_upper"),
                    target_upper__lte=F("warning_upper"),
                    warning_upper__lte=F("floor_upper"),
                ),
                name="target_lines_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} {self.target} {self.period}"
