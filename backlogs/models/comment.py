"""What people say about an item."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from backlogs.models.item import Item
from people.models import Person

LONGEST_COMMENT = 5_000


@pghistory.track()
class Comment(models.Model):
    """Markdown by one person. Removed, its place stays and its text goes; its history has both.

    `mentioned` are the people named with @ in it as it stands; they may answer.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    mentioned = models.ManyToManyField(Person, related_name="mentions", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(removed_at=None) & ~Q(text=""))
                | (Q(removed_at__isnull=False) & Q(text="")),
                name="comment_says_something_or_is_removed",
            ),
        ]
        indexes = [models.Index(fields=["item", "at"], name="comment_by_item")]

    def __str__(self) -> str:
        return self.text[:80]
