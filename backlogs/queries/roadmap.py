"""The roadmap page of a cluster and of a product: one roadmap, the second one filtered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from backlogs.calculations.roadmap import ORDER
from backlogs.models import Item, Roadmap, RoadmapEntry, RoadmapGathering
from backlogs.queries.addresses import at_of
from backlogs.queries.clusters import cluster_at, home_at
from backlogs.queries.roadmap_cards import Card, Part, standing_of
from backlogs.queries.roadmap_changes import Changes, changes_of
from backlogs.values import Column
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from products.models import Product
from products.permissions import edits_backlog, edits_product

HINTS = {
    Column.NOW: "being worked on, or first in line",
    Column.NEXT: "likely to follow",
    Column.LATER: "wanted, but not soon",
}


@dataclass(frozen=True)
class Lane:
    """One column with its cards."""

    column: Column
    hint: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class RoadmapPage:
    """Ready values for `backlogs/cluster_roadmap.html` and `backlogs/product_roadmap.html`."""

    name: str
    slug: str
    cluster_slug: str
    is_cluster: bool
    owner: str
    owner_slug: str
    lanes: tuple[Lane, ...]
    shipped: tuple[Part, ...]
    tidy: tuple[Card, ...]
    changes: Changes
    version: int
    shows_products: bool
    can_edit: bool
    can_share: bool
    path: str
    backlog: str
    cluster_roadmap: str
    create_url: str
    links_url: str
    at: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in any column."""
        return not any(lane.cards for lane in self.lanes)


def cluster_roadmap_page(
    person: Person, slug: str, moment: Moment, *, everything: bool = False
) -> RoadmapPage:
    """The roadmap of the cluster at `slug`; raises `NotFound` where there was none."""
    return _page(person, cluster_at(slug, moment), None, moment, everything)


def product_roadmap_page(
    person: Person, slug: str, moment: Moment, *, everything: bool = False
) -> RoadmapPage:
    """The product's part of its cluster's roadmap; raises `NotFound` where there was none."""
    cluster = home_at(slug, moment)
    return _page(person, cluster, Product.objects.get(slug=slug), moment, everything)


def _page(
    person: Person, cluster: Any, product: Product | None, moment: Moment, everything: bool
) -> RoadmapPage:
    kind, slug = ("cluster", cluster.slug) if product is None else ("product", product.slug)
    held = Product.objects.filter(
        placements__period__contains=moment.on, placements__cluster=cluster
    )
    is_shared = held.count() > 1
    # In a cluster of one the product's roadmap is the cluster's.
    only = product.pk if product is not None and is_shared else None
    standing = standing_of(cluster.pk, moment, only)
    suffix = at_of(moment)
    create = reverse("backlogs:roadmap-entry-create", args=[cluster.slug])
    return RoadmapPage(
        name=product.name if product else cluster.name,
        slug=slug,
        cluster_slug=cluster.slug,
        is_cluster=product is None,
        owner=cluster.owner_name or "",
        owner_slug=cluster.owner_slug or "",
        lanes=tuple(Lane(one, HINTS[one], standing.columns[one]) for one in ORDER),
        shipped=standing.shipped,
        tidy=tuple(card for card in standing.cards if card.is_dropped or card.is_finished),
        changes=changes_of(cluster.pk, moment, only, everything=everything),
        version=_version(cluster.pk),
        shows_products=product is None and is_shared,
        can_edit=not moment.is_past and edits_backlog(person, cluster.pk),
        can_share=not moment.is_past and edits_product(person, cluster.pk),
        path=reverse(f"backlogs:{kind}-roadmap", args=[slug]),
        backlog=reverse(f"backlogs:{kind}-backlog", args=[slug]),
        cluster_roadmap=reverse("backlogs:cluster-roadmap", args=[cluster.slug]) + suffix
        if product is not None and is_shared
        else "",
        create_url=create if product is None else f"{create}?product={slug}",
        links_url=reverse(f"backlogs:{kind}-roadmap-links", args=[slug]),
        at=suffix,
    )


def _version(cluster_id: int) -> int:
    return Roadmap.objects.filter(pk=cluster_id).values_list("version", flat=True).first() or 0


def find_entry(key: int) -> RoadmapEntry:
    """The entry with its cluster and item, on the roadmap or taken off; raises `NotFound`."""
    rows = RoadmapEntry.objects.select_related("cluster", "product", "item", "item__product")
    entry = rows.filter(pk=key).first()
    if entry is None:
        raise NotFound("There is no such entry on a roadmap.", code="not_found")
    return entry


def gathered_by(entry: RoadmapEntry) -> list[str]:
    """The references of the items a theme gathers now."""
    rows = RoadmapGathering.objects.filter(entry=entry, until=None)
    keys = rows.values_list("item__product__key", "item__number").order_by("item__rank")
    return [f"{key}-{number}" for key, number in keys]


def offered_items(cluster_id: int, product_id: int | None = None) -> list[Item]:
    """Open items that stand on no roadmap yet, in the order of the backlog."""
    items = Item.objects.unfinished().filter(cluster_id=cluster_id)
    if product_id is not None:
        items = items.filter(product_id=product_id)
    placed = RoadmapEntry.objects.exclude(column="").exclude(item=None).values("item")
    themed = RoadmapGathering.objects.filter(until=None).values("item")
    free = items.exclude(pk__in=placed).exclude(pk__in=themed)
    return list(free.select_related("product").order_by("rank")[:200])
