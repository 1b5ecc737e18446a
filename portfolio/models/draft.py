"""Drafts of another shape of the portfolio: tried out at the design table, applied or left."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from people.models import Person
from products.models import Cluster


class DraftState(models.TextChoices):
    """Where a draft stands."""

    OPEN = "open", "Open"
    APPLIED = "applied", "Applied"
    DISCARDED = "discarded", "Put away"


class DraftQuerySet(models.QuerySet["Draft"]):
    """Named selections of drafts."""

    def seen_by(self, person: Person) -> DraftQuerySet:
        """A person's own drafts and those others shared."""
        return self.filter(Q(made_by=person) | Q(is_shared=True))


@pghistory.track()
class Draft(models.Model):
    """A named set of moves that nobody has agreed to yet; the world knows nothing of it.

    `base_taken_at` is when it was begun: what changed since is a conflict when it is applied.
    """

    name = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    base_taken_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=DraftState, default=DraftState.OPEN)
    is_shared = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-base_taken_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="draft_has_name"),
            models.CheckConstraint(
                condition=Q(state__in=DraftState.values), name="draft_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None)
                | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="draft_closed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DraftCluster(models.Model):
    """A cluster that would come to be, and who would be accountable for it.

    `made` is the cluster it became when its moves were applied.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="new_clusters")
    name = models.CharField(max_length=200)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made = models.ForeignKey(
        Cluster, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="draft_cluster_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> int:
        """What a picture knows it by: below nought until it has come to be."""
        return self.made_id or -self.pk
