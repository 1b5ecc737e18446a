"""A managed way out: the plan of a retirement, its progress and its loose ends (DOMAIN 2)."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from people.models import Person
from products.models.change import Change
from products.models.product import Product
from products.values.lifecycle import LooseEndKind


@pghistory.track()
class RetirementPlan(models.Model):
    """How a product ends. Known from `opened_on`; its date is the planned end of `migration`."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="retirement")
    opened_on = models.DateField()
    successor = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.PROTECT, related_name="succeeds"
    )
    none_needed = models.TextField(blank=True, help_text="Why no product has to follow.")
    told_on = models.DateField(null=True, blank=True)
    told_how = models.TextField(blank=True)
    migration = models.OneToOneField(
        Change, null=True, blank=True, on_delete=models.PROTECT, related_name="plan"
    )
    users_total = models.PositiveIntegerField(null=True, blank=True)
    decommissioned_on = models.DateField(null=True, blank=True)
    decommission_record = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(none_needed=""),
                name="retirement_one_way_on",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("product")),
                name="retirement_not_own_successor",
            ),
            models.CheckConstraint(
                condition=Q(decommissioned_on__isnull=True, decommission_record="")
                | (Q(decommissioned_on__isnull=False) & ~Q(decommission_record="")),
                name="retirement_end_has_record",
            ),
        ]

    def __str__(self) -> str:
        return f"The way out of {self.product_id}"


@pghistory.track()
class MigrationProgress(models.Model):
    """The share of users moved by the end of a day, counted where somebody counted."""

    plan = models.ForeignKey(RetirementPlan, on_delete=models.CASCADE, related_name="progress")
    on = models.DateField()
    moved = models.PositiveIntegerField(null=True, blank=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    note = models.TextField(blank=True)
    noted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "on"], name="progress_once_a_day"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="progress_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % on {self.on}"


@pghistory.track()
class LooseEnd(models.Model):
    """Data, or a product depending on this one, that has to be dealt with; how, and when."""

    plan = models.ForeignKey(RetirementPlan, on_delete=models.CASCADE, related_name="ends")
    kind = models.CharField(max_length=9, choices=LooseEndKind.choices())
    dependent = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(max_length=200)
    dealt_on = models.DateField(null=True, blank=True)
    how = models.TextField(blank=True)
    dealt_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["kind", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="data", dependent__isnull=True)
                | Q(kind="dependent", dependent__isnull=False),
                name="loose_end_kind_fits",
            ),
            models.UniqueConstraint(
                fields=["plan", "dependent"],
                condition=Q(dependent__isnull=False),
                name="loose_end_dependent_once",
            ),
            models.CheckConstraint(
                condition=Q(dealt_on__isnull=True, how="")
                | (Q(dealt_on__isnull=False) & ~Q(how="")),
                name="loose_end_dealt_with_how",
            ),
        ]

    def __str__(self) -> str:
        return self.title
