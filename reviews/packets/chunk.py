"""The clusters whose packets are composed together, with what every section needs of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portfolio.kernel.quarters import Quarter
from products.models import Cluster, Placement, PolicyVersion, StagePeriod
from products.queries import policy_on


@dataclass(frozen=True)
class PacketProduct:
    """A product as it was placed and staged at the quarter's end."""

    id: int
    slug: str
    name: str
    kind: str
    summary: str
    users: int | None
    business_domain: str
    stage: str
    stage_since: date | None
    stage_reason: str


@dataclass(frozen=True)
class Chunk:
    """Some clusters at the end of a quarter, or of the day `on` where one is given.

    `products` are in the order of their names.
    """

    quarter: Quarter
    policy: PolicyVersion
    clusters: dict[int, Cluster]
    products: dict[int, list[PacketProduct]]
    shared: dict[str, Any] = field(default_factory=dict)
    on: date | None = None

    @property
    def day(self) -> date:
        """The day as of which everything is told."""
        return self.on or self.quarter.last_day

    @property
    def product_ids(self) -> list[int]:
        """Keys of all products of the chunk."""
        return [product.id for products in self.products.values() for product in products]


def load_chunk(cluster_ids: Collection[int], quarter: Quarter) -> Chunk:
    """Read clusters and their products as of the quarter's last day, in four statements."""
    day = quarter.last_day
    placed = list(
        Placement.objects.on(day)
        .filter(cluster_id__in=cluster_ids)
        .select_related("product")
        .order_by("product__name", "product_id")
    )
    stages = {
        row.product_id: row
        for row in StagePeriod.objects.on(day).filter(
            product_id__in=[placement.product_id for placement in placed]
        )
    }
    products: dict[int, list[PacketProduct]] = {pk: [] for pk in cluster_ids}
    for placement in placed:
        stage = stages.get(placement.product_id)
        products[placement.cluster_id].append(_product(placement, stage))
    return Chunk(quarter, policy_on(day), Cluster.objects.in_bulk(cluster_ids), products)


def _product(placement: Placement, stage: StagePeriod | None) -> PacketProduct:
    product = placement.product
    return PacketProduct(
        id=product.pk,
        slug=product.slug,
        name=product.name,
        kind=product.kind,
        summary=product.summary,
        users=product.daily_users,
        business_domain=product.business_domain,
        stage=stage.stage if stage else "",
        stage_since=stage.since if stage else None,
        stage_reason=stage.reason if stage else "",
    )
