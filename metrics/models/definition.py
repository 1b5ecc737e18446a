"""The library of standard metric definitions."""

from __future__ import annotations

import pghistory
from django.db import models

from metrics.models.shape import MetricShape, known_choices


@pghistory.track()
class MetricDefinition(MetricShape):
    """A standard definition a product's metric may be taken from."""

    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "name"]
        constraints = known_choices("definition")

    def __str__(self) -> str:
        return self.name
