"""The moves of a draft."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from people.models import Person
from portfolio.models.draft import Draft, DraftCluster
from products.models import Cluster, Product


class MoveKind(models.TextChoices):
    """What a move takes where."""

    PRODUCT = "product_to_cluster", "A product to another cluster"
    SPLIT = "product_to_new_cluster", "A product to a cluster of its own"
    OWNER = "cluster_to_person", "A cluster to another person"


class DraftMoveQuerySet(models.QuerySet["DraftMove"]):
    """Named selections of moves."""

    def standing(self) -> DraftMoveQuerySet:
        """Moves no later one replaced, and not applied yet."""
        return self.filter(is_replaced=False, applied_at=None)


class DraftMove(models.Model):
    """One move. Rows are only ever added and taken back, in the order of their keys.

    Moving the same thing again `replaces` its earlier move, which stands again when the later one
    is taken back; so there is one standing move a thing. `from_cluster` and `from_person` are how
    the world was when the thing was first moved: another state today is a conflict. A `person` of
    none means without an accountable owner. `outcome` says what applying it came to.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=22, choices=MoveKind)
    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="+")
    cluster = models.ForeignKey(Cluster, null=True, on_delete=models.CASCADE, related_name="+")
    new_cluster = models.ForeignKey(
        DraftCluster, null=True, on_delete=models.CASCADE, related_name="moves"
    )
    from_cluster = models.ForeignKey(Cluster, null=True, on_delete=models.CASCADE, related_name="+")
    from_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="replaced_by"
    )
    is_replaced = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=200, blank=True)

    objects = DraftMoveQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind="product_to_cluster",
                    product__isnull=False,
                    cluster__isnull=False,
                    new_cluster=None,
                )
                | Q(
                    kind="product_to_new_cluster",
                    product__isnull=False,
                    cluster=None,
                    new_cluster__isnull=False,
                )
                | Q(kind="cluster_to_person", product=None, cluster__isnull=False, new_cluster=None)
                | Q(
                    kind="cluster_to_person", product=None, cluster=None, new_cluster__isnull=False
                ),
                name="draft_move_shape",
            ),
            models.UniqueConstraint(
                fields=["draft", "product"],
                condition=Q(is_replaced=False, applied_at=None),
                name="draft_move_product_once",
            ),
            models.UniqueConstraint(
                fields=["draft", "cluster"],
                condition=Q(is_replaced=False, applied_at=None, product=None),
                name="draft_move_cluster_once",
            ),
            models.UniqueConstraint(
                fields=["draft", "new_cluster"],
                condition=Q(is_replaced=False, applied_at=None, product=None),
                name="draft_move_new_cluster_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.draft_id}"

    @property
    def changes_something(self) -> bool:
        """A thing dragged away and back again leaves a move that moves nothing."""
        if self.product_id is not None:
            return self.cluster_id is None or self.cluster_id != self.from_cluster_id
        return self.person_id != self.from_person_id
