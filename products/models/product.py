"""A product: an IT system, platform or service with users and a life of years."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from products.models.cluster import Cluster
from products.values import Kind


class ProductQuerySet(models.QuerySet["Product"]):
    """Named selections of products."""

    def placed_on(self, day: date) -> ProductQuerySet:
        """Products that had a cluster at the end of `day`."""
        return self.filter(placements__period__contains=day)


@pghistory.track()
class Product(models.Model):
    """One product. `cluster` is where it is now; `placements` say where it was when."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    key = models.CharField(
        max_length=12, unique=True, help_text="Short capitals that begin item references: CR-198."
    )
    kind = models.CharField(max_length=10, choices=Kind.choices(), default=Kind.SYSTEM)
    summary = models.TextField(blank=True)
    business_domain = models.CharField(max_length=120, blank=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="products")
    eligible_users = models.PositiveIntegerField(null=True, blank=True)
    daily_users = models.PositiveIntegerField(null=True, blank=True)
    introduced_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.texts()), name="product_kind_known"),
            models.CheckConstraint(
                condition=Q(key__regex=r"^[A-Z][A-Z0-9]{1,11}$"), name="product_key_shape"
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="product_name_order")]

    def __str__(self) -> str:
        return self.name
