"""The links a roadmap is shared by, and what they show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone

from backlogs.calculations.roadmap import ORDER
from backlogs.queries.clusters import cluster_at, home_at
from backlogs.queries.roadmap import HINTS, Lane
from backlogs.queries.roadmap_cards import Part, standing_of
from people.models import ShareLink
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from products.models import Cluster, Product

CLUSTER_ROADMAP: Final = "cluster-roadmap"
PRODUCT_ROADMAP: Final = "product-roadmap"


@dataclass(frozen=True)
class Subject:
    """Whose roadmap is shared; `cluster_id` is where the right to share it hangs."""

    kind: str
    pk: int
    name: str
    cluster_id: int
    roadmap: str
    links: str


@dataclass(frozen=True)
class LinkRow:
    """One link as its list tells it; `state` is open, over or taken back."""

    label: str
    made_by: str
    made_on: date
    until: date
    opened_at: datetime | None
    state: str
    revocation: str


def cluster_subject(slug: str, moment: Moment) -> Subject:
    """The cluster at `slug`; raises `NotFound`."""
    return _of_cluster(cluster_at(slug, moment))


def product_subject(slug: str, moment: Moment) -> Subject:
    """The product at `slug` in its cluster of today; raises `NotFound`."""
    return _of_product(Product.objects.get(slug=slug), home_at(slug, moment).pk)


def subject_of(link: ShareLink, moment: Moment) -> Subject:
    """What a link is about; raises `NotFound` for what no longer exists."""
    if link.kind == CLUSTER_ROADMAP:
        cluster = Cluster.objects.on(moment.on).filter(pk=link.subject_id).first()
        if cluster is not None:
            return _of_cluster(cluster)
    if link.kind == PRODUCT_ROADMAP:
        product = Product.objects.filter(pk=link.subject_id).first()
        if product is not None:
            return _of_product(product, product.cluster_id)
    raise NotFound("There is nothing at this address.", code="not_found")


def _of_cluster(cluster: Cluster) -> Subject:
    return Subject(
        CLUSTER_ROADMAP,
        cluster.pk,
        cluster.name,
        cluster.pk,
        reverse("backlogs:cluster-roadmap", args=[cluster.slug]),
        reverse("backlogs:cluster-roadmap-links", args=[cluster.slug]),
    )


def _of_product(product: Product, cluster_id: int) -> Subject:
    return Subject(
        PRODUCT_ROADMAP,
        product.pk,
        product.name,
        cluster_id,
        reverse("backlogs:product-roadmap", args=[product.slug]),
        reverse("backlogs:product-roadmap-links", args=[product.slug]),
    )


def find_link(key: int) -> ShareLink:
    """The link to a roadmap with this key; raises `NotFound` for any other."""
    kinds = [CLUSTER_ROADMAP, PRODUCT_ROADMAP]
    link = ShareLink.objects.filter(pk=key, kind__in=kinds).first()
    if link is None:
        raise NotFound("There is nothing at this address.", code="not_found")
    return link


def links_of(subject: Subject) -> list[LinkRow]:
    """Every link there ever was to the subject, newest first."""
    now = timezone.now()
    rows = ShareLink.objects.to(subject.kind, subject.pk).select_related("created_by")
    return [_row(link, now) for link in rows]


def _row(link: ShareLink, now: datetime) -> LinkRow:
    state = "open" if link.expires_at > now else "over"
    if link.revoked_at is not None:
        state = "taken back"
    return LinkRow(
        label=link.label,
        made_by=link.created_by.name if link.created_by else "",
        made_on=timezone.localdate(link.created_at),
        until=timezone.localdate(link.expires_at - timedelta(microseconds=1)),
        opened_at=link.opened_at,
        state=state,
        revocation=reverse("backlogs:roadmap-link-revocation", args=[link.pk])
        if state == "open"
        else "",
    )


@dataclass(frozen=True)
class SharedRoadmap:
    """What a stranger sees: titles and sentences in their columns. No person, no address."""

    name: str
    lanes: tuple[Lane, ...]
    shipped: tuple[Part, ...]
    shows_products: bool
    on: date


def shared_roadmap_page(link: ShareLink, moment: Moment) -> SharedRoadmap:
    """The roadmap behind a link as it is today; raises `NotFound` for what no longer exists."""
    subject = subject_of(link, moment)
    many = Product.objects.filter(cluster_id=subject.cluster_id).count() > 1
    only = subject.pk if subject.kind == PRODUCT_ROADMAP and many else None
    standing = standing_of(subject.cluster_id, moment, only)
    lanes = (
        Lane(one, HINTS[one], tuple(card for card in standing.columns[one] if not card.is_dropped))
        for one in ORDER
    )
    return SharedRoadmap(
        name=subject.name,
        lanes=tuple(lanes),
        shipped=standing.shipped,
        shows_products=subject.kind == CLUSTER_ROADMAP and many,
        on=moment.on,
    )
