"""How often a cluster is reviewed, by whom, for how long; and which quarters' packets began."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from people.models import Person
from products.models import Cluster
from reviews.models.run import ReviewRun
from reviews.values.meetings import CADENCES, LONGEST_MINUTES, USUAL_CADENCE, USUAL_MINUTES


@pghistory.track()
class ReviewSchedule(models.Model):
    """The rhythm of one cluster since a day; a cluster without a row is reviewed each quarter.

    `since` is the first day of the present cadence: what was due before it is not asked for again.
    """

    cluster = models.OneToOneField(Cluster, on_delete=models.CASCADE, related_name="schedule")
    cadence_months = models.PositiveSmallIntegerField(default=USUAL_CADENCE)
    facilitator = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    minutes = models.PositiveSmallIntegerField(default=USUAL_MINUTES)
    since = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cadence_months__in=CADENCES), name="schedule_cadence_known"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES),
                name="schedule_minutes_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id} every {self.cadence_months} months"


class QuarterStart(models.Model):
    """The clock asked for this quarter's packets. One row a quarter, so it asks once only."""

    quarter_start = models.DateField(unique=True)
    run = models.ForeignKey(ReviewRun, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.quarter_start} by run {self.run_id}"
