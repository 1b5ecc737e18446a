"""The organisation itself: one row, because one installation serves one organisation."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q


@pghistory.track()
class Organisation(models.Model):
    """Name and fiscal calendar. The row always has the key 1."""

    name = models.CharField(max_length=200, default="Our organisation")
    first_month = models.PositiveSmallIntegerField(
        "first month of the fiscal year", default=1, help_text="1 is January, 4 is April."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="organisation_single_row"),
            models.CheckConstraint(
                condition=Q(first_month__gte=1, first_month__lte=12),
                name="organisation_first_month_valid",
            ),
        ]

    def __str__(self) -> str:
        return self.name
