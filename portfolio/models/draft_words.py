"""What people say about a draft: why things belong together, what stays, and comments."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from people.models import Person
from portfolio.models.draft import Draft, DraftCluster
from products.models import Cluster, Product
from products.values import Rationale


@pghistory.track()
class DraftRationale(models.Model):
    """Why the products a draft would bring together belong together (DOMAIN 1)."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="rationales")
    cluster = models.ForeignKey(Cluster, null=True, on_delete=models.CASCADE, related_name="+")
    new_cluster = models.OneToOneField(
        DraftCluster, null=True, on_delete=models.CASCADE, related_name="rationale"
    )
    kinds = ArrayField(models.CharField(max_length=12, choices=Rationale.choices()))
    sentence = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "cluster"], name="draft_rationale_unique"),
            models.CheckConstraint(
                condition=Q(cluster=None, new_cluster__isnull=False)
                | Q(cluster__isnull=False, new_cluster=None),
                name="draft_rationale_of_one_cluster",
            ),
            models.CheckConstraint(
                condition=Q(kinds__len__gt=0)
                & Q(kinds__contained_by=Rationale.texts())
                & ~Q(sentence=""),
                name="draft_rationale_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence[:80]


class DraftLock(models.Model):
    """ "Stays with Dana": the cluster keeps its owner, or the product its cluster."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="locks")
    cluster = models.ForeignKey(Cluster, null=True, on_delete=models.CASCADE, related_name="+")
    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "cluster"], name="draft_lock_cluster_once"),
            models.UniqueConstraint(fields=["draft", "product"], name="draft_lock_product_once"),
            models.CheckConstraint(
                condition=(
                    Q(cluster=None, product__isnull=False) | Q(cluster__isnull=False, product=None)
                )
                & ~Q(reason=""),
                name="draft_lock_of_one_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class DraftComment(models.Model):
    """What a person says about a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="draft_comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
