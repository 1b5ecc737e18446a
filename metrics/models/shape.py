"""What a library definition and a product's metric have in common."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from metrics.values.words import Cadence, Direction, Level, Summary
from portfolio.kernel.words import Word
from products.values import Dimension

CHOICE_FIELDS: dict[str, type[Word]] = {
    "level": Level,
    "dimension": Dimension,
    "direction": Direction,
    "cadence": Cadence,
    "summary": Summary,
}


def known_choices(prefix: str) -> list[models.BaseConstraint]:
    """One named check per choice field, so a bad word cannot enter by any road."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{field}__in": choices.texts()}), name=f"{prefix}_{field}_known"
        )
        for field, choices in CHOICE_FIELDS.items()
    ]


class MetricShape(models.Model):
    """Name, unit and the way of measuring."""

    name = models.CharField(max_length=200)
    description = models.TextField("definition", blank=True)
    level = models.CharField(max_length=12, choices=Level.choices())
    dimension = models.CharField(max_length=12, choices=Dimension.choices())
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(
        max_length=6, choices=Direction.choices(), default=Direction.HIGHER
    )
    cadence = models.CharField(max_length=8, choices=Cadence.choices(), default=Cadence.MONTH)
    summary = models.CharField(max_length=8, choices=Summary.choices(), default=Summary.MEAN)

    class Meta:
        abstract = True
