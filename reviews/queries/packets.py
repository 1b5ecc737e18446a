"""The packets of a quarter, and one packet with its revisions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from products.models import Cluster
from reviews.models import Packet, PacketFreeze
from reviews.packets.reading import read_body
from reviews.packets.sections import SECTIONS
from reviews.permissions import (
    clusters_in_sight,
    limited_to,
    reads_preparation,
    require_packet,
    starts_runs,
)
from reviews.queries.packet_freezes import (
    Told,
    freezes_of,
    frozen_words,
    shown_of,
    standing_words,
    told_differences,
)
from reviews.queries.packet_passports import add_passports
from reviews.queries.packet_words import Headline, dress, headline
from reviews.queries.restated import Restated, restated_since


@dataclass(frozen=True)
class PacketRow:
    """One cluster's packet in the list of a quarter."""

    name: str
    url: str
    revision: int
    built_at: datetime
    sha256: str
    review: str


@dataclass(frozen=True)
class PacketListPage:
    """The newest packet of every cluster the reader may read."""

    quarter: Quarter
    rows: list[PacketRow]
    reviews_url: str


@dataclass(frozen=True)
class PacketPage:
    """One revision of a packet, readable, and how it differs from the one before."""

    quarter: Quarter
    packet: Packet
    cluster: Cluster
    body: dict[str, Any]
    headline: Headline
    columns: list[list[dict[str, Any]]]
    revisions: list[dict[str, Any]]
    standing: str
    told: list[Told]
    restated: tuple[Restated, ...]
    reviews_url: str
    quarter_url: str
    cluster_url: str
    file_url: str
    comparison_url: str
    preparation_url: str
    freezing_url: str


def packet_list_page(quarter: Quarter, person: Person) -> PacketListPage:
    """The packets of the quarter by the clusters' names."""
    sight = clusters_in_sight(person)
    frozen = freezes_of(quarter.start, sight)
    rows = [
        (frozen[one.cluster_id].packet if one.cluster_id in frozen else one, one)
        for one in _newest(quarter, sight)
    ]
    return PacketListPage(
        quarter,
        [
            PacketRow(
                name=packet.cluster.name,
                url=reverse("reviews:packet-detail", args=[quarter.slug, packet.cluster.slug]),
                revision=packet.revision,
                built_at=packet.built_at,
                sha256=packet.sha256,
                review=_review(frozen.get(packet.cluster_id), packet, newest),
            )
            for packet, newest in sorted(rows, key=lambda row: (row[0].cluster.name, row[0].pk))
        ],
        reverse("reviews:review-list"),
    )


def _review(freeze: PacketFreeze | None, packet: Packet, newest: Packet) -> str:
    """What the list says of the review: when it was frozen, and what was built after that."""
    later = newest.revision - packet.revision
    more = f"; {counted(later, 'addendum', 'addenda')}" if later else ""
    return frozen_words(freeze) + more


def _newest(quarter: Quarter, sight: Collection[int] | None) -> list[Packet]:
    rows = Packet.objects.filter(quarter_start=quarter.start, **limited_to(sight, "cluster_id"))
    newest = rows.order_by("cluster_id", "-revision").distinct("cluster_id").defer("body")
    return list(newest.select_related("cluster"))


def packet_at(
    quarter: Quarter, slug: str, revision: int | None, person: Person
) -> tuple[Packet, list[Packet]]:
    """What links show or the revision asked for, and every revision newest first.

    Raises `NotFound` for what is not in sight.
    """
    cluster = Cluster.objects.filter(slug=slug).first()
    if cluster is None:
        raise NotFound("There is no such cluster.", code="cluster_unknown")
    require_packet(person, cluster.pk)
    revisions = list(
        Packet.objects.filter(cluster=cluster, quarter_start=quarter.start)
        .select_related("cluster", "policy")
        .order_by("-revision")
        .defer("body")
    )
    freeze = freezes_of(quarter.start, [cluster.pk]).get(cluster.pk)
    shown = shown_of(revisions, freeze)
    if revision is not None:
        shown = next((packet for packet in revisions if packet.revision == revision), None)
    if shown is None:
        raise NotFound(f"{cluster.name} has no such packet of {quarter.label}.", code="no_packet")
    return shown, revisions


def packet_detail_page(
    quarter: Quarter, slug: str, revision: int | None, person: Person, against: int | None = None
) -> PacketPage:
    """Everything the page of a packet shows, out of its frozen bytes."""
    packet, revisions = packet_at(quarter, slug, revision, person)
    freeze = freezes_of(quarter.start, [packet.cluster_id]).get(packet.cluster_id)
    body = read_body(packet.body)
    told = told_differences(packet, body, revisions, freeze, against)
    restated = restated_since(body)
    dress(body["sections"])
    add_passports(body)
    here = reverse("reviews:packet-detail", args=[quarter.slug, slug])
    return PacketPage(
        quarter=quarter,
        packet=packet,
        cluster=packet.cluster,
        body=body,
        headline=headline(body["sections"]),
        columns=[_column(body["sections"], is_aside) for is_aside in (False, True)],
        revisions=[_revision(here, packet, old, freeze) for old in revisions],
        standing=standing_words(packet, revisions, freeze),
        told=told,
        restated=restated,
        reviews_url=reverse("reviews:review-list"),
        quarter_url=reverse("reviews:packet-list", args=[quarter.slug]),
        cluster_url=f"/clusters/{slug}/",
        file_url=reverse("reviews:packet-file", args=[quarter.slug, slug])
        + f"?{urlencode({'revision': packet.revision})}",
        comparison_url=reverse("reviews:packet-comparison", args=[quarter.slug, slug]),
        preparation_url=reverse("reviews:packet-preparation", args=[quarter.slug, slug])
        if reads_preparation(person, packet.cluster_id)
        else "",
        freezing_url=reverse("reviews:packet-freezing", args=[quarter.slug, slug])
        if freeze is None and starts_runs(person)
        else "",
    )


def _revision(
    here: str, packet: Packet, old: Packet, freeze: PacketFreeze | None
) -> dict[str, Any]:
    """One line of the list of revisions."""
    against = urlencode({"revision": packet.revision, "against": old.revision})
    return {
        "number": old.revision,
        "built_at": old.built_at,
        "url": f"{here}?{urlencode({'revision': old.revision})}",
        "against_url": f"{here}?{against}",
        "is_current": old.revision == packet.revision,
        "is_frozen": freeze is not None and old.pk == freeze.packet_id,
    }


def _column(contents: dict[str, Any], is_aside: bool) -> list[dict[str, Any]]:
    return [
        {
            "key": section.key,
            "title": section.title,
            "template": section.template,
            "content": contents[section.key],
            "comment": contents.get("preparation", {}).get("comments", {}).get(section.key, ""),
        }
        for section in SECTIONS
        if section.key in contents and section.is_aside is is_aside
    ]
