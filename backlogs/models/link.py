"""An attachment by link: where something that belongs to an item can be found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from backlogs.models.item import Item
from people.models import Person


class Link(models.Model):
    """A title and an http(s) address. Taken off, the row stays with who did it and when."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(max_length=200)
    url = models.CharField("address", max_length=1000)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "url"], condition=Q(removed_at=None), name="link_once_per_item"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="link_has_title"),
            models.CheckConstraint(
                condition=Q(url__regex=r"^https?://[^/@\s]+([/?#]\S*)?$"),
                name="link_is_a_web_address",
            ),
        ]

    def __str__(self) -> str:
        return self.title
