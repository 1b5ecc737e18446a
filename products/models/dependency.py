"""Technical dependencies between products."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from products.models.product import Product


@pghistory.track()
class Dependency(models.Model):
    """`product` cannot do its work without `needs`."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="dependencies")
    needs = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="dependents")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "dependencies"
        constraints = [
            models.UniqueConstraint(fields=["product", "needs"], name="dependency_unique"),
            models.CheckConstraint(
                condition=~Q(product=F("needs")), name="dependency_not_on_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} needs {self.needs_id}"
