"""What has to be looked at again because something about it changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from people.models import Person
from products.models import Cluster, Product


class WarningDue(models.Model):
    """A product, cluster or person whose warnings may have changed; none of them: the portfolio.

    The rows are the truth and the broker's message a hint: an evaluation takes all rows it finds
    away with what it wrote, so many changes at once are looked at once.
    """

    asked_at = models.DateTimeField()
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    cluster = models.ForeignKey(
        Cluster, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cluster__isnull=True, person__isnull=True)
                | Q(product__isnull=True, person__isnull=True)
                | Q(product__isnull=True, cluster__isnull=True),
                name="warning_due_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id or self.cluster_id or self.person_id or 'everything'}"
