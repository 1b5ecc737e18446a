"""Key results of an objective, and the check-ins that say how they are getting on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from metrics.models.metric import Metric
from metrics.models.objectives import Objective, dropped_with_reason, standing_on
from metrics.models.target import value_field
from people.models import Person


def confidence_field() -> models.DecimalField:
    """How sure somebody is that the target will be reached, 0 to 1."""
    return models.DecimalField(max_digits=3, decimal_places=2, default=Decimal("0.5"))


def is_share(name: str) -> models.CheckConstraint:
    """A confidence is a share."""
    return models.CheckConstraint(condition=Q(confidence__gte=0, confidence__lte=1), name=name)


class KeyResultQuerySet(models.QuerySet["KeyResult"]):
    """Named selections of key results."""

    def on(self, day: date) -> KeyResultQuerySet:
        """Key results that stood at the end of `day`."""
        return self.filter(standing_on(day))


@pghistory.track()
class KeyResult(models.Model):
    """A number that tells whether the objective is reached: from `start` to `target`.

    Fed by a metric, whose unit it then has, or by check-ins. `confidence` is the one it set out
    with; each check-in says a newer one.
    """

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="key_results")
    title = models.CharField(max_length=200)
    metric = models.ForeignKey(
        Metric, null=True, blank=True, on_delete=models.PROTECT, related_name="key_results"
    )
    unit = models.CharField(max_length=40, blank=True)
    start = value_field()
    target = value_field()
    confidence = confidence_field()
    position = models.PositiveSmallIntegerField(default=0)
    written_on = models.DateField(default=timezone.localdate)
    dropped_on = models.DateField(null=True, blank=True)
    drop_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = KeyResultQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(target=F("start")), name="key_result_has_a_way"),
            models.CheckConstraint(
                condition=Q(metric__isnull=True) | Q(unit=""), name="key_result_unit_is_the_metrics"
            ),
            models.UniqueConstraint(
                fields=["objective", "title"],
                condition=Q(dropped_on__isnull=True),
                name="key_result_title_unique",
            ),
            is_share("key_result_confidence_share"),
            dropped_with_reason("key_result_dropped_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title


class CheckIn(models.Model):
    """How a key result stood on a day: the value where no metric feeds it, confidence, a sentence.

    A correction is a new row for the day: the old one keeps what it said and when it gave way.
    """

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="check_ins")
    on = models.DateField()
    value = value_field(null=True, blank=True)
    confidence = confidence_field()
    sentence = models.TextField(blank=True)
    said_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    correction_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key_result", "on"],
                condition=Q(superseded_at__isnull=True),
                name="check_in_one_current",
            ),
            is_share("check_in_confidence_share"),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("said_at")),
                name="check_in_superseded_after_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key_result_id} {self.on}"
