"""What a score is made of; the score itself follows from it and the item's effort."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from backlogs.models.item import Item
from backlogs.values import Scheme

RICE = ("reach", "impact", "confidence")
WSJF = ("business_value", "time_criticality", "risk_reduction")


def _filled(given: tuple[str, ...], empty: tuple[str, ...]) -> Q:
    return Q(
        **{f"{name}__isnull": False for name in given},
        **{f"{name}__isnull": True for name in empty},
    )


@pghistory.track()
class Score(models.Model):
    """The inputs of one item for one scheme, so a change of scheme loses nothing.

    `reach` counts people in a quarter, `impact` is the change for each of them (0.25 to 3),
    `confidence` a percentage; the three of WSJF are 1 to 20 beside other items. Neither holds the
    effort: that is the item's, and `backlogs.queries.scores` divides by it.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="scores")
    scheme = models.CharField(max_length=4, choices=Scheme.choices())
    reach = models.PositiveIntegerField(null=True, blank=True)
    impact = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Per cent.")
    business_value = models.PositiveSmallIntegerField(null=True, blank=True)
    time_criticality = models.PositiveSmallIntegerField(null=True, blank=True)
    risk_reduction = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "scheme"], name="score_one_per_scheme"),
            models.CheckConstraint(
                condition=Q(_filled(RICE, WSJF), scheme="rice")
                | Q(_filled(WSJF, RICE), scheme="wsjf"),
                name="score_complete",
            ),
            models.CheckConstraint(
                condition=Q(reach__isnull=True)
                | Q(reach__gte=1, impact__gt=0, impact__lte=3, confidence__range=(1, 100)),
                name="score_rice_in_range",
            ),
            models.CheckConstraint(
                condition=Q(business_value__isnull=True)
                | Q(
                    business_value__range=(1, 20),
                    time_criticality__range=(1, 20),
                    risk_reduction__range=(1, 20),
                ),
                name="score_wsjf_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} of {self.item_id}"
