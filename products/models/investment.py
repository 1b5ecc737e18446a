"""The yearly question: is continued investment justified?"""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from people.models import Person
from products.models.product import Product
from products.values.lifecycle import Investment


@pghistory.track()
class InvestmentAnswer(models.Model):
    """One answer on one day. Answering again on the same day corrects it, later adds to it."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="investment")
    answered_on = models.DateField()
    answer = models.CharField(max_length=8, choices=Investment.choices())
    reason = models.TextField()
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-answered_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "answered_on"], name="investment_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=Investment.texts()), name="investment_answer_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="investment_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.answer} {self.answered_on}"
