"""Filters and sorting of a list kept under a name."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from people.models import Person
from products.models import Cluster


@pghistory.track()
class SavedView(models.Model):
    """A link with a name: `query` is what stands behind the question mark of the list's address.

    Without `cluster` it is a view of all of one's own work; without `person` it is shared with
    everybody who reads the cluster's list, and kept by its owner and team.
    """

    cluster = models.ForeignKey(
        Cluster, null=True, on_delete=models.CASCADE, related_name="saved_views"
    )
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "cluster", "person", name="saved_view_name_unique",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_name"),
            models.CheckConstraint(
                condition=Q(cluster__isnull=False) | Q(person__isnull=False),
                name="saved_view_is_somebodys",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view a person starts a list with."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="default_views")
    cluster = models.ForeignKey(Cluster, null=True, on_delete=models.CASCADE, related_name="+")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="default_for")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cluster"], name="default_view_unique", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.view_id} for {self.person_id}"
