"""The library of standard metric definitions."""

from __future__ import annotations

import pghistory
from django.db import models

from metrics.models.shape import MetricShape, known_choices


class DefinitionQuerySet(models.QuerySet["MetricDefinition"]):
    """Named selections of definitions."""

    def offered(self) -> DefinitionQuerySet:
        """Definitions a product may still choose."""
        return self.filter(retired_on__isnull=True)


@pghistory.track()
class MetricDefinition(MetricShape):
    """A standard definition a product's metric may be taken from.

    One that is retired is no longer offered; the metrics taken from it stay as they are.
    """

    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    retired_on = models.DateField(null=True, blank=True)

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = known_choices("definition")

    def __str__(self) -> str:
        return self.name
