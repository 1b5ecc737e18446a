"""Splits and groupings that were made, and signals leadership does not want to hear for a while."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from people.models import Person
from products.models import Cluster, Product
from reviews.values.split import ShapeKind, Signal


class SplitAct(models.Model):
    """Products that moved to another cluster in one go, with what it takes to put them back.

    `cluster` is the one it was begun from: the one split, or the one products were brought into.
    `target` is where the products went. `touched` names every cluster that gave or took one, and
    `kept` holds how things stood before (see `reviews.actions.shapes`).
    """

    kind = models.CharField(max_length=5, choices=ShapeKind.choices())
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="split_acts")
    target = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="+")
    touched = ArrayField(models.BigIntegerField())
    on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kept = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ShapeKind.texts()), name="split_act_kind_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="split_act_has_reason"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("at")),
                name="split_act_undone_after",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="split_act_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.cluster_id} on {self.on}"


class SplitDismissal(models.Model):
    """Leadership heard a signal and says why nothing follows; it is quiet until `quiet_until`.

    `quiet_until` is the first day on which it may be heard again.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="split_dismissals")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="split_dismissals")
    signal = models.CharField(max_length=12, choices=Signal.choices())
    reason = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    quiet_until = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "cluster", "signal", "on"], name="split_dismissal_one_a_day"
            ),
            models.CheckConstraint(
                condition=Q(signal__in=Signal.texts()), name="split_dismissal_signal_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="split_dismissal_has_reason"),
            models.CheckConstraint(
                condition=Q(quiet_until__gt=F("on")), name="split_dismissal_lasts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal} of {self.product_id} quiet until {self.quiet_until}"
