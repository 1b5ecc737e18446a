"""A cluster: products that share one owner, one ordered backlog and one review."""

from __future__ import annotations

from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from products.values import Rationale


class ClusterQuerySet(models.QuerySet["Cluster"]):
    """Named selections of clusters."""

    def on(self, day: date) -> ClusterQuerySet:
        """Clusters that existed at the end of `day`."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day)


@pghistory.track()
class Cluster(models.Model):
    """The one thing ownership, backlog, team, funding and review attach to.

    A product that stands alone is a cluster of one and needs no rationale; two products or more
    need one or more kinds and a sentence (held by the actions that place products).
    """

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    summary = models.TextField(blank=True)
    rationale_kinds = ArrayField(
        models.CharField(max_length=12, choices=Rationale.choices()), default=list, blank=True
    )
    rationale = models.TextField("why these belong together", blank=True)
    opened_on = models.DateField(default=timezone.localdate)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rationale_kinds__contained_by=Rationale.texts()),
                name="cluster_rationale_kinds_known",
            ),
            models.CheckConstraint(
                condition=Q(rationale_kinds__len=0) | ~Q(rationale=""),
                name="cluster_rationale_has_sentence",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                name="cluster_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.name
