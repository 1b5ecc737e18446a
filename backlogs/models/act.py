"""What a person did to a list in one go, and what it takes to put it back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from backlogs.values import ActKind
from people.models import Person
from products.models import Cluster


class Act(models.Model):
    """One act of a person, however many items it touched. Undoing marks it; no row goes away.

    `steps` holds for each item what was and what the act made of it (`calculations/acts.py`), so
    undoing can tell whether somebody changed it since. `version` is the list's order a move led to.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=8, choices=ActKind.choices())
    words = models.TextField(help_text="What was done, to stand after the person's name.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveBigIntegerField(null=True, blank=True)
    steps = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ActKind.texts()), name="act_kind_known"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="act_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(kind="move") | Q(version__isnull=False), name="act_move_has_version"
            ),
        ]
        indexes = [models.Index(fields=["cluster", "-at", "-id"], name="act_by_list")]

    def __str__(self) -> str:
        return self.words
