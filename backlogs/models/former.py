"""What an item used to be called before it was given to another product."""

from __future__ import annotations

from django.db import models

from backlogs.models.item import Item
from products.models import Product


class FormerName(models.Model):
    """`CR-198` still finds the item that is `PAY-7` now, and no other item is ever called so."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="former_names")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="former_name_unique")
        ]

    def __str__(self) -> str:
        return f"{self.product_id}-{self.number}"
