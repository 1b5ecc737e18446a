"""What a library definition and a product's metric have in common."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Level(models.TextChoices):
    """Health or value (DOMAIN 7)."""

    OPERATIONAL = "operational", "Operational (health)"
    BUSINESS = "business", "Business (value)"


class Dimension(models.TextChoices):
    """The accountability a metric speaks for."""

    IMPROVEMENT = "improvement", "Improvement"
    OPERATIONS = "operations", "Operations"
    SUPPORT = "support", "Support"


class Direction(models.TextChoices):
    """Which way is better."""

    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    RANGE = "range", "Within a range"


class Cadence(models.TextChoices):
    """How often a measurement is expected."""

    DAY = "day", "Daily"
    WEEK = "week", "Weekly"
    MONTH = "month", "Monthly"
    QUARTER = "quarter", "Quarterly"
    YEAR = "year", "Yearly"


class Summary(models.TextChoices):
    """How a quarter of measurements becomes one value."""

    MEAN = "mean", "Mean"
    SUM = "sum", "Sum"
    LAST = "last", "Last"
    MEDIAN = "median", "Median"
    P95 = "p95", "95th percentile"
    RATIO = "ratio", "Ratio of sums"


CHOICE_FIELDS: dict[str, type[models.TextChoices]] = {
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
            condition=Q(**{f"{field}__in": choices.values}), name=f"{prefix}_{field}_known"
        )
        for field, choices in CHOICE_FIELDS.items()
    ]


class MetricShape(models.Model):
    """Name, unit and the way of measuring."""

    name = models.CharField(max_length=200)
    description = models.TextField("definition", blank=True)
    level = models.CharField(max_length=12, choices=Level)
    dimension = models.CharField(max_length=12, choices=Dimension)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=6, choices=Direction, default=Direction.HIGHER)
    cadence = models.CharField(max_length=8, choices=Cadence, default=Cadence.MONTH)
    summary = models.CharField(max_length=8, choices=Summary, default=Summary.MEAN)

    class Meta:
        abstract = True
