"""Section: the split signals that hold in a cluster of several products, dismissed ones too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from products.models import Product
from products.values import Stage
from reviews.calculations.split_words import told
from reviews.packets.chunk import Chunk
from reviews.packets.known import split_signals
from reviews.queries.split_signals import ClusterSignals
from reviews.values.split import Heard

Named = Mapping[int, tuple[str, str]]
"""Product → its slug and name."""


def load(chunk: Chunk) -> dict[int, Any]:
    """The signals of each cluster; nothing for one with fewer than two products in use."""
    found = {one.cluster_id: one for one in split_signals(chunk)}
    products = _named(chunk, list(found.values()))
    return {
        pk: {"signals": _signals(found.get(pk), products)} if _has_several(chunk, pk) else None
        for pk in chunk.clusters
    }


def _has_several(chunk: Chunk, cluster_id: int) -> bool:
    return sum(one.stage != Stage.RETIRED for one in chunk.products[cluster_id]) > 1


def _named(chunk: Chunk, found: list[ClusterSignals]) -> Named:
    """Those of the chunk, and those that left and are spoken of."""
    here = {
        one.id: (one.slug, one.name) for products in chunk.products.values() for one in products
    }
    spoken_of = {
        pk for one in found for heard in one.heard for row in heard.readings for pk in row.starved
    }
    gone = Product.objects.filter(pk__in=spoken_of - here.keys()).values_list("pk", "slug", "name")
    return {**here, **{pk: (slug, name) for pk, slug, name in gone}}


def _signals(one: ClusterSignals | None, products: Named) -> list[Any]:
    return [_signal(one, heard, products) for heard in one.heard] if one else []


def _signal(one: ClusterSignals, heard: Heard, products: Named) -> Any:
    dismissed = one.dismissal(heard)
    slug, name = products[heard.product_id]
    return {
        "signal_of": f"{slug} {heard.signal.value}",
        "product": slug,
        "name": name,
        "title": heard.signal.label,
        "sentence": told(heard, {pk: name for pk, (_, name) in products.items()}),
        "since": heard.since,
        "quarters": heard.quarters,
        "dismissed": dismissed.reason if dismissed else "",
    }
