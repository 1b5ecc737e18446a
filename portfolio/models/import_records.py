"""What an import says and writes: the lines of its plan, the rows it wrote, the source's keys."""

from __future__ import annotations

from django.db import models

from portfolio.models.imports import ImportBatch


class ImportLine(models.Model):
    """One line of a plan as people read it: what would happen to what, or why it would not."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8)
    kind = models.CharField(max_length=20, blank=True)
    label = models.TextField(blank=True)
    file = models.TextField(blank=True)
    place = models.TextField(blank=True)
    column = models.TextField(blank=True)
    value = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    fields = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="import_line_unique"),
        ]
        indexes = [models.Index(fields=["batch", "outcome", "position"], name="import_line_tab")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.position}"


class ImportChange(models.Model):
    """One row the import wrote: enough to tell whether it still stands, and to take it back."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="written")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    label = models.TextField(blank=True)
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    is_new = models.BooleanField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="import_change_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class ExternalKey(models.Model):
    """What a source calls one of our things, so that the next import finds it again."""

    source = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    object_id = models.BigIntegerField()
    batch = models.ForeignKey(
        ImportBatch, null=True, blank=True, on_delete=models.SET_NULL, related_name="keys"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "key"], name="external_key_unique"),
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="external_key_by_object")]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.key}"
