"""A backlog item: its words, its kind and its place in the cluster's order."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Deferrable, F, Func, Q

from backlogs.values import Dimension, ItemState, ItemType
from people.models import Person
from products.models import Cluster, Product

CLOSED_STATES = [state for state in ItemState if state.is_closed]


class ItemQuerySet(models.QuerySet["Item"]):
    """Named selections of items."""

    def unfinished(self) -> ItemQuerySet:
        """Items neither shipped nor dropped."""
        return self.exclude(state__in=CLOSED_STATES)

    def in_order(self) -> ItemQuerySet:
        """The cluster's order."""
        return self.order_by("cluster_id", "rank")


@pghistory.track(exclude=["rank", "touched_at", "search"])
class Item(models.Model):
    """`rank` orders items within the cluster and means nothing else; see backlogs/README.md.

    `state` repeats the newest state event so that lists need no join; figures about flow come from
    the events only. `touched_at` is the last change a person made to the item. `search` is what the
    database finds an item by: the words of title and description, without accents and endings.
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="items")
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    type = models.CharField(max_length=14, choices=ItemType.choices(), default=ItemType.IMPROVEMENT)
    dimension = models.CharField(
        max_length=12, choices=Dimension.choices(), default=Dimension.IMPROVEMENT
    )
    state = models.CharField(max_length=12, choices=ItemState.choices(), default=ItemState.IDEA)
    effort = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Points.")
    assignee = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_items"
    )
    rank = models.BigIntegerField()
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    search = models.GeneratedField(
        expression=Func(F("title"), F("description"), function="item_words"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    # The act that brought this very object here, for its undo. Not stored: acts point at items.
    act: int | None = None

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            # Deferred, so that renumbering the whole list may pass through equal ranks.
            models.UniqueConstraint(
                fields=["cluster", "rank"],
                name="item_rank_unique",
                deferrable=Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["product", "number"], name="item_number_unique"),
            models.CheckConstraint(condition=~Q(title=""), name="item_has_title"),
            models.CheckConstraint(condition=Q(type__in=ItemType.texts()), name="item_type_known"),
            models.CheckConstraint(
                condition=Q(dimension__in=Dimension.texts()), name="item_dimension_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ItemState.texts()), name="item_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["cluster", "rank"],
                condition=~Q(state__in=["shipped", "dropped"]),
                name="item_open_order",
            ),
            models.Index(fields=["product", "state"], name="item_by_product"),
            GinIndex(fields=["search"], name="item_by_words"),
            GinIndex(
                OpClass(Func(F("title"), function="plain_text"), name="gin_trgm_ops"),
                name="item_by_letters",
            ),
        ]

    def __str__(self) -> str:
        return self.title
