"""A roadmap: a cluster's sketch of what comes now, next and later, and what each change cost."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, F, Q

from backlogs.models.item import Item
from backlogs.values import Column, RoadmapAct
from people.models import Person
from products.models import Cluster, Product


class Roadmap(models.Model):
    """One row per cluster: what a change locks. `version` rises with every change."""

    cluster = models.OneToOneField(
        Cluster, on_delete=models.CASCADE, primary_key=True, related_name="roadmap"
    )
    version = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"Roadmap of {self.cluster_id}"


class RoadmapEntry(models.Model):
    """A backlog item, or a theme with a title of its own; without a product, the whole cluster's.

    `column` and `position` say where it stands now; both empty: taken off. The rows of
    `RoadmapChange` say where it stood when, so nothing here is needed to look back.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="roadmap_entries")
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.PROTECT, related_name="roadmap_entries"
    )
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.CASCADE, related_name="roadmap_entries"
    )
    title = models.CharField(max_length=200, blank=True)
    sentence = models.CharField(max_length=400, blank=True)
    column = models.CharField(max_length=5, blank=True, choices=Column.choices())
    position = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "column", "position"],
                name="roadmap_entry_place_unique",
                deferrable=Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["item"], condition=~Q(column=""), name="roadmap_entry_item_once"
            ),
            models.CheckConstraint(
                condition=Q(column="") | Q(column__in=Column.texts()),
                name="roadmap_entry_column_known",
            ),
            models.CheckConstraint(
                condition=Q(column="", position__isnull=True)
                | (~Q(column="") & Q(position__isnull=False)),
                name="roadmap_entry_is_placed_or_off",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False, title="") | (Q(item__isnull=True) & ~Q(title="")),
                name="roadmap_entry_item_or_title",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"Item {self.item_id}"


class RoadmapGathering(models.Model):
    """An item belongs to a theme from one moment until another."""

    entry = models.ForeignKey(RoadmapEntry, on_delete=models.CASCADE, related_name="gatherings")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="gatherings")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(until__isnull=True), name="roadmap_gathering_item_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="roadmap_gathering_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.entry_id}"


class RoadmapChange(models.Model):
    """One change: who, when, what, why, and what it put off. Rows are added, never changed.

    `now`, `next` and `later` are the whole arrangement afterwards, keys of entries in order, so
    the roadmap of any day is its last change. `title` and `sentence` are the entry's words then.
    `displaced` names what the change put off; it never stands without a note.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveBigIntegerField()
    entry = models.ForeignKey(RoadmapEntry, on_delete=models.CASCADE, related_name="changes")
    act = models.CharField(max_length=9, choices=RoadmapAct.choices())
    column = models.CharField(max_length=5, blank=True)
    left = models.CharField(max_length=5, blank=True)
    title = models.CharField(max_length=300)
    sentence = models.CharField(max_length=400, blank=True)
    note = models.TextField(blank=True)
    displaced = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    now = ArrayField(models.BigIntegerField(), default=list, blank=True)
    next = ArrayField(models.BigIntegerField(), default=list, blank=True)
    later = ArrayField(models.BigIntegerField(), default=list, blank=True)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap", "version"], name="roadmap_change_version_unique"
            ),
            models.CheckConstraint(
                condition=Q(act__in=RoadmapAct.texts()), name="roadmap_change_act_known"
            ),
            models.CheckConstraint(
                condition=Q(displaced=[]) | ~Q(note=""), name="roadmap_change_displacing_has_note"
            ),
        ]
        indexes = [models.Index(fields=["entry", "at"], name="roadmap_change_by_entry")]

    def __str__(self) -> str:
        return f"{self.act} {self.title}"
