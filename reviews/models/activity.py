"""What was worked out about the activity of products, kept so that it needs no working out again.

Kept rows are never the truth, only a shortcut to it: whatever they rest on leaves a mark when it
changes (triggers of the migration), and a product with a mark, like a day without a row, is worked
out from the dated rows instead. `reviews.queries.kept_activity` reads them by that rule alone.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from products.models import PolicyVersion, Product


class ProductActivityDay(models.Model):
    """Whether a product was active at the end of `day`, judged by `policy`.

    `counts` is false for a retired product; `is_strained` says whether operational change or high
    support demand is among its reasons. The reasons themselves are not kept: a page that shows them
    works them out.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    policy = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="+")
    counts = models.BooleanField()
    is_active = models.BooleanField()
    is_strained = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "day"], name="activity_day_unique"),
            models.CheckConstraint(
                condition=Q(counts=True) | Q(is_active=False, is_strained=False),
                name="activity_day_retired_is_neither",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="activity_day_by_day")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.day} {'active' if self.is_active else 'stable'}"


class ActivityMark(models.Model):
    """Something the activity of a product rests on has changed since it was worked out.

    Written by triggers, in the transaction of the change; taken away by the refresh, which reads
    the facts only after that. So no change can be lost between the two. There may be many marks of
    one product: nobody waits for anybody to leave one.
    """

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )

    def __str__(self) -> str:
        return f"{self.product_id} changed"
