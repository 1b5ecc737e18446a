"""Why this metric: the answers that led to it."""

from __future__ import annotations

import pghistory
from django.db import models

from metrics.models.metric import Metric
from people.models import Person


@pghistory.track()
class MetricWorksheet(models.Model):
    """The two worksheets of DOMAIN 7, accountability and winning, four answers each."""

    metric = models.OneToOneField(Metric, on_delete=models.CASCADE, related_name="worksheet")
    answerable_for = models.TextField(blank=True)
    answerable_to = models.TextField(blank=True)
    failure_noticed = models.TextField(blank=True)
    failure_figure = models.TextField(blank=True)
    game = models.TextField(blank=True)
    winning = models.TextField(blank=True)
    must_be_true = models.TextField(blank=True)
    first_mover = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Worksheet of {self.metric_id}"
