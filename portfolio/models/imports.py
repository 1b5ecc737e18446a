"""Imports: profiles kept here, and batches with who, when and what became of them."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from people.models import Person


class BatchState(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting", "Waiting to be read"
    PLANNED = "planned", "Planned"
    APPLYING = "applying", "Being imported"
    FAILED = "failed", "Could not be read"
    APPLIED = "applied", "Imported"
    UNDONE = "undone", "Undone"
    DISCARDED = "discarded", "Left without importing"


@pghistory.track()
class ImportProfile(models.Model):
    """A profile written here rather than shipped; it stands before a shipped one of its name."""

    name = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class ImportBatch(models.Model):
    """One import: who, when, with which profile, what was planned and what became of it.

    `profile_text` is kept, so the plan can be made again although the profile has changed since.
    `plan_hash` is the SHA-256 of the plan a person looked at; another one means that the data
    changed underneath. `summary` holds counts by kind and action.
    """

    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.WAITING)
    profile_name = models.CharField(max_length=80)
    profile_text = models.TextField()
    source = models.CharField(max_length=80)
    files = models.JSONField(default=list)
    size = models.PositiveBigIntegerField(default=0)
    plan_hash = models.CharField(max_length=64, blank=True)
    summary = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "import batches"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=BatchState.values), name="import_batch_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["applied", "undone"]) | Q(applied_at__isnull=False),
                name="import_batch_applied_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}"


class ImportFile(models.Model):
    """An uploaded file, kept until its batch is applied or left."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=255)
    content = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
