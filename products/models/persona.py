"""Who uses the products, and for what."""

from __future__ import annotations

import pghistory
from django.db import models

from products.models.product import Product


@pghistory.track()
class Persona(models.Model):
    """A kind of user known across the portfolio: a roster planner, a line manager."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ProductUser(models.Model):
    """The persona uses the product: how many people, and their key use case."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="users")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="uses")
    headcount = models.PositiveIntegerField(null=True, blank=True)
    use_case = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "persona"], name="product_user_unique")
        ]

    def __str__(self) -> str:
        return f"{self.persona_id} uses {self.product_id}"
