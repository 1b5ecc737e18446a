"""Warnings: what the data says somebody should look at."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from people.models import Person
from products.models import Cluster, PolicyVersion, Product
from reviews.values.warnings import Audience


class Severity(models.TextChoices):
    """How much it matters."""

    WATCH = "watch", "Watch"
    RISK = "risk", "At risk"


class WarningQuerySet(models.QuerySet["PortfolioWarning"]):
    """Named selections of warnings."""

    def open(self) -> WarningQuerySet:
        """Warnings the data has not resolved."""
        return self.filter(resolved_on__isnull=True)


class PortfolioWarning(models.Model):
    """One rule broken by one subject: a person, a cluster or a product.

    Opened and resolved by the data alone. Never two open rows for the same rule and subject.
    """

    rule = models.CharField(max_length=40)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="warnings"
    )
    cluster = models.ForeignKey(
        Cluster, null=True, blank=True, on_delete=models.CASCADE, related_name="warnings"
    )
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.CASCADE, related_name="warnings"
    )
    severity = models.CharField(max_length=6, choices=Severity)
    sentence = models.TextField()
    evidence = models.JSONField(default=dict)
    clears = models.TextField(default="", blank=True, help_text="What would clear it.")
    step_label = models.CharField(max_length=60, default="", blank=True)
    step_url = models.CharField(max_length=300, default="", blank=True)
    step_for = models.CharField(max_length=10, default=Audience.READERS.value)
    since = models.DateField()
    consecutive_quarters = models.PositiveSmallIntegerField(default=0)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    evaluated_at = models.DateTimeField()
    resolved_on = models.DateField(null=True, blank=True)

    objects = WarningQuerySet.as_manager()

    class Meta:
        ordering = ["severity", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, cluster__isnull=True, product__isnull=True)
                | Q(person__isnull=True, cluster__isnull=False, product__isnull=True)
                | Q(person__isnull=True, cluster__isnull=True, product__isnull=False),
                name="warning_one_subject",
            ),
            models.UniqueConstraint(
                fields=["rule", "person", "cluster", "product"],
                condition=Q(resolved_on__isnull=True),
                nulls_distinct=False,
                name="warning_one_open",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values), name="warning_severity_known"
            ),
            models.CheckConstraint(
                condition=Q(evaluated_at__gte=F("opened_at")), name="warning_evaluated_after_opened"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence
