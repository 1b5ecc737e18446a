"""Strategic goals of the organisation, and what each product says of its purpose and its share."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.models import Person
from products.models import Product
from products.models.periods import Dated, DatedQuerySet, no_overlap, not_empty


class StrategicGoalQuerySet(models.QuerySet["StrategicGoal"]):
    """Named selections of goals."""

    def on(self, day: date) -> StrategicGoalQuerySet:
        """Goals the organisation pursued at the end of `day`."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day)


@pghistory.track()
class StrategicGoal(models.Model):
    """What the organisation wants to reach over years; it closes with a sentence on how it went."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    sentence = models.TextField("what reaching it would look like", blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    opened_on = models.DateField(default=timezone.localdate)
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = StrategicGoalQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="goal_closed_after_opened",
            )
        ]

    def __str__(self) -> str:
        return self.name


class GoalContribution(Dated):
    """During the period the product said it contributes to the goal."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="contributions")
    goal = models.ForeignKey(StrategicGoal, on_delete=models.CASCADE, related_name="contributions")
    said_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DatedQuerySet["GoalContribution"].as_manager()

    class Meta:
        constraints = [
            no_overlap(["product_id", "goal_id"], "contribution_one_at_a_time"),
            not_empty("contribution_period_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.goal_id} {self.period}"


class ProductPurpose(Dated):
    """The product's answers to the three first-principle questions during the period (DOMAIN 9)."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="purposes")
    why = models.TextField("why does it exist?", blank=True)
    contribution = models.TextField(
        "how does it contribute to the organisation’s goals?", blank=True
    )
    choice = models.TextField("would its users choose it if they could?", blank=True)
    said_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DatedQuerySet["ProductPurpose"].as_manager()

    class Meta:
        constraints = [
            no_overlap("product_id", "purpose_one_at_a_time"),
            not_empty("purpose_period_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.period}"
