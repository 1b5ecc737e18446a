"""The split signals of a cluster: the section of its page, and the page with all the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted, spoken
from products.models import Cluster, Product
from products.queries import policy_on
from reviews.actions.split_undo import LASTS
from reviews.calculations.split import limit_of
from reviews.calculations.split_words import told
from reviews.models import SplitAct
from reviews.queries.links import CLUSTER, with_moment
from reviews.queries.split_figures import Figure, figure
from reviews.queries.split_signals import ClusterSignals, policy_of, signals_of
from reviews.values.split import Heard, Signal

DRAWN = (Signal.CROWDING, Signal.DEMAND)


@dataclass(frozen=True)
class Said:
    """One signal that holds: its words, or why it is quiet, and where to dismiss it."""

    title: str
    words: str
    quiet: str
    dismiss_url: str


@dataclass(frozen=True)
class ProductSignals:
    """One product: what holds, its two charts, and the reasons for strategic weight."""

    name: str
    said: list[Said]
    figures: list[Figure]
    weights: list[str]
    split_url: str


@dataclass(frozen=True)
class Undoable:
    """An act of the last day that may still be taken back."""

    words: str
    url: str


@dataclass(frozen=True)
class SplitSection:
    """What the cluster's page shows; `lead` is the product the signals speak of, if any."""

    mark: SafeString
    title: str
    words: list[str]
    figures: list[Figure]
    weights: list[str]
    url: str
    split_url: str
    group_url: str


@dataclass(frozen=True)
class SplitSignalsPage:
    """Every product of the cluster with its evidence."""

    name: str
    cluster_url: str
    limit: str
    products: list[ProductSignals]
    split_url: str
    policy: str


def split_section(cluster: Cluster, moment: Moment, person: Person) -> SplitSection | None:
    """None for a cluster that has fewer than two products that are not retired."""
    found = signals_of(cluster.pk, moment.on)
    if len(found.present) < 2:
        return None
    products = Product.objects.in_bulk(_keys(found))
    lead = _lead(found)
    shapes = is_leadership(person) and not moment.is_past
    names = {pk: one.name for pk, one in products.items()}
    loud = [one for one in found.loud if one.product_id == lead]
    return SplitSection(
        mark=_verdict(loud),
        title=f"{names[lead]} may need a cluster of its own" if loud else "Nothing speaks for it",
        words=[_sentence(told(one, names)) for one in loud] or [_calm(found)],
        figures=_figures(found, products[lead], products, moment),
        weights=_weights(found, lead),
        url=with_moment(reverse("reviews:split-signals", args=[cluster.slug]), moment),
        split_url=_split_url(cluster, products[lead] if loud else None) if shapes else "",
        group_url=reverse("reviews:grouping-form", args=[cluster.slug]) if shapes else "",
    )


def split_signals_page(slug: str, moment: Moment, person: Person) -> SplitSignalsPage:
    """Raises `NotFound` where there is no such cluster at the moment."""
    cluster = cluster_at(slug, moment)
    found = signals_of(cluster.pk, moment.on)
    products = Product.objects.in_bulk(_keys(found))
    shapes = is_leadership(person) and not moment.is_past
    speaking = [one.product_id for one in found.heard]
    ordered = sorted(found.present, key=lambda pk: (pk not in speaking, products[pk].name))
    limit = limit_of(max(1, len(found.present)), policy_of(moment.on))
    return SplitSignalsPage(
        name=cluster.name,
        cluster_url=with_moment(CLUSTER.format(slug), moment),
        limit=f"{counted(len(found.present), 'product')}: limit {float(limit) * 100:.3g} %",
        products=[
            ProductSignals(
                name=products[pk].name,
                said=_said(found, pk, cluster, products, shapes),
                figures=_figures(found, products[pk], products, moment),
                weights=_weights(found, pk),
                split_url=_split_url(cluster, products[pk]) if shapes and pk in speaking else "",
            )
            for pk in ordered
        ],
        split_url=_split_url(cluster, None) if shapes and len(found.present) > 1 else "",
        policy=f"policy {policy_on(moment.on).number}",
    )


def cluster_at(slug: str, moment: Moment) -> Cluster:
    """The cluster as an address names it. Raises `NotFound` where there is none at the moment."""
    cluster = Cluster.objects.on(moment.on).filter(slug=slug).first()
    if cluster is None:
        raise NotFound("There is no such cluster.", code="cluster_unknown")
    return cluster


def undoable(cluster_id: int) -> list[Undoable]:
    """Acts of the last day that touched the cluster, the newest first."""
    rows = SplitAct.objects.filter(
        touched__contains=[cluster_id], undone_at=None, at__gt=timezone.now() - LASTS
    )
    return [
        Undoable(
            words=f"{'Split' if row.kind == 'split' else 'Grouped'} on {spoken(row.on)}",
            url=reverse("reviews:split-detail", args=[row.pk]),
        )
        for row in rows
    ]


def _keys(found: ClusterSignals) -> set[int]:
    members = {one.product_id for row in found.quarters for one in row.members}
    return {*found.present, *members}


def _lead(found: ClusterSignals) -> int:
    """The product most signals speak of; without any, the one that shipped most last."""
    loud = [one.product_id for one in found.loud]
    if loud:
        return max(loud, key=lambda pk: (loud.count(pk), -pk))
    newest = found.quarters[0].members if found.quarters else ()
    amounts = {one.product_id: (one.points, one.items) for one in newest}
    return max(found.present, key=lambda pk: (amounts.get(pk, (0, 0)), -pk))


def _verdict(loud: Sequence[Heard]) -> SafeString:
    if not loud:
        return status_mark("ok", "No signal")
    lasting = max(one.quarters for one in loud)
    more = f", {counted(lasting, 'quarter')}" if lasting else ""
    return status_mark("watch", f"{len(loud)} of 3 signals{more}")


def _calm(found: ClusterSignals) -> str:
    quiet = [one for one in found.heard if found.dismissal(one)]
    if quiet:
        return "What was heard was dismissed with a reason."
    return "No product takes more than its limit for two quarters in a row."


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _figures(
    found: ClusterSignals, product: Product, products: dict[int, Product], moment: Moment
) -> list[Figure]:
    held = {one.signal: one for one in found.heard if one.product_id == product.pk}
    return [
        figure(kind, product, found.quarters, products, moment, held.get(kind)) for kind in DRAWN
    ]


def _weights(found: ClusterSignals, product_id: int) -> list[str]:
    return [
        f"{weight.sentence}, since {spoken(weight.since)}"
        for one in found.heard
        if one.product_id == product_id
        for weight in one.weights
    ]


def _said(
    found: ClusterSignals,
    product_id: int,
    cluster: Cluster,
    products: dict[int, Product],
    shapes: bool,
) -> list[Said]:
    names = {pk: one.name for pk, one in products.items()}
    said = []
    for one in found.heard:
        if one.product_id != product_id:
            continue
        row = found.dismissal(one)
        who = f" by {row.by.name}" if row and row.by else ""
        quiet = f"Dismissed{who} until {spoken(row.quiet_until)}: {row.reason}" if row else ""
        slug = products[product_id].slug
        args = [cluster.slug, slug, one.signal.value]
        url = reverse("reviews:split-dismissal", args=args) if shapes and row is None else ""
        said.append(Said(one.signal.label, _sentence(told(one, names)), quiet, url))
    return said


def _split_url(cluster: Cluster, product: Product | None) -> str:
    url = reverse("reviews:split-form", args=[cluster.slug])
    return f"{url}?products={product.slug}" if product else url
