"""Whose list an address names: the cluster of then, with its owner of then."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery

from backlogs.queries.saved_views import with_views
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from products.models import Cluster, Ownership, Product


def clusters_at(moment: Moment) -> Any:
    """The clusters there were, each with the name and the address of its owner."""
    owner = Ownership.objects.on(moment.on).filter(cluster=OuterRef("pk"))
    return (
        Cluster.objects.on(moment.on)
        .select_related("backlog")
        .annotate(
            owner_name=Subquery(owner.values("person__name")[:1]),
            owner_slug=Subquery(owner.values("person__slug")[:1]),
        )
    )


def cluster_at(slug: str, moment: Moment, person: Person | None = None) -> Any:
    """The cluster at `slug`, with the saved views of `person`; raises `NotFound`."""
    cluster = _clusters(moment, person).filter(slug=slug).first()
    if cluster is None:
        raise NotFound("There is no such cluster.", code="not_found")
    return cluster


def home_at(slug: str, moment: Moment, person: Person | None = None) -> Any:
    """The cluster of the product at `slug`, with the saved views of `person`; raises `NotFound`."""
    placed = Product.objects.filter(slug=slug)
    home = (
        placed.placed_on(moment.on).values("placements__cluster_id")
        if moment.is_past
        else (placed.values("cluster_id"))
    )
    cluster = _clusters(moment, person).filter(pk__in=home).first()
    if cluster is None:
        raise NotFound("There is no such product.", code="not_found")
    return cluster


def _clusters(moment: Moment, person: Person | None) -> Any:
    clusters = clusters_at(moment)
    return clusters if person is None else with_views(clusters, person)
