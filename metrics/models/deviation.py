"""Accepted deviations: for a while, and for a reason, a product lives with less than its target."""

from __future__ import annotations

from datetime import date, timedelta

import pghistory
from django.db import models
from django.db.models import F, Q

from metrics.models.metric import Metric
from metrics.models.target import value_field
from people.models import Person
from products.models.periods import Dated, DatedQuerySet, no_overlap, not_empty


@pghistory.track()
class AcceptedDeviation(Dated):
    """ "We live with `value` until `agreed_until` because …": at most one of a metric on any day.

    `agreed_until` is the last day it was agreed for. The period ends the day after, or earlier
    where somebody ended it, who then says why.
    """

    metric = models.ForeignKey(Metric, on_delete=models.CASCADE, related_name="deviations")
    value = value_field()
    agreed_until = models.DateField()
    reason = models.TextField()
    accepted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_reason = models.TextField(blank=True)

    objects = DatedQuerySet["AcceptedDeviation"].as_manager()

    class Meta:
        ordering = ["-period"]
        constraints = [
            no_overlap("metric_id", "deviation_one_at_a_time"),
            not_empty("deviation_period_not_empty"),
            models.CheckConstraint(
                condition=Q(period__isempty=True)
                | Q(
                    period__endswith__isnull=False,
                    period__endswith__lte=F("agreed_until") + timedelta(days=1),
                ),
                name="deviation_has_an_end",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="deviation_reason_given"),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True) | ~Q(ended_reason=""),
                name="deviation_end_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} {self.value} {self.period}"

    @property
    def was_ended(self) -> bool:
        """Whether somebody ended it before its time."""
        return self.ended_reason != ""

    @property
    def last_day(self) -> date:
        """The last day it held, or will hold."""
        after: date = self.period.upper
        return after - timedelta(days=1)
