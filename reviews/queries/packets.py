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
from products.models import Cluster
from reviews.calculations.differences import Difference, differences
from reviews.models import Packet
from reviews.packets.reading import read_body
from reviews.packets.sections import SECTIONS
from reviews.permissions import clusters_in_sight, limited_to, require_packet
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
    differences: tuple[Difference, ...]
    before: int | None
    restated: tuple[Restated, ...]
    reviews_url: str
    quarter_url: str
    cluster_url: str
    file_url: str


def packet_list_page(quarter: Quarter, person: Person) -> PacketListPage:
    """The packets of the quarter by the clusters' names."""
    rows = _newest(quarter, clusters_in_sight(person))
    return PacketListPage(
        quarter,
        [
            PacketRow(
                name=packet.cluster.name,
                url=reverse("reviews:packet-detail", args=[quarter.slug, packet.cluster.slug]),
                revision=packet.revision,
                built_at=packet.built_at,
                sha256=packet.sha256,
            )
            for packet in sorted(rows, key=lambda packet: (packet.cluster.name, packet.pk))
        ],
        reverse("reviews:review-list"),
    )


def _newest(quarter: Quarter, sight: Collection[int] | None) -> list[Packet]:
    rows = Packet.objects.filter(quarter_start=quarter.start, **limited_to(sight, "cluster_id"))
    newest = rows.order_by("cluster_id", "-revision").distinct("cluster_id").defer("body")
    return list(newest.select_related("cluster"))


def packet_at(
    quarter: Quarter, slug: str, revision: int | None, person: Person
) -> tuple[Packet, list[Packet]]:
    """The packet, and every revision newest first. Raises `NotFound` for what is not in sight."""
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
    wanted = [packet for packet in revisions if revision in (None, packet.revision)]
    if not wanted:
        raise NotFound(f"{cluster.name} has no such packet of {quarter.label}.", code="no_packet")
    return wanted[0], revisions


def packet_detail_page(
    quarter: Quarter, slug: str, revision: int | None, person: Person
) -> PacketPage:
    """Everything the page of a packet shows, out of its frozen bytes."""
    packet, revisions = packet_at(quarter, slug, revision, person)
    before = next((old for old in revisions if old.revision == packet.revision - 1), None)
    body = read_body(packet.body)
    changed = differences(read_body(before.body), body) if before else ()
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
        revisions=[
            {
                "number": old.revision,
                "built_at": old.built_at,
                "url": f"{here}?{urlencode({'revision': old.revision})}",
                "is_current": old.revision == packet.revision,
            }
            for old in revisions
        ],
        differences=changed,
        before=before.revision if before else None,
        restated=restated,
        reviews_url=reverse("reviews:review-list"),
        quarter_url=reverse("reviews:packet-list", args=[quarter.slug]),
        cluster_url=f"/clusters/{slug}/",
        file_url=reverse("reviews:packet-file", args=[quarter.slug, slug])
        + f"?{urlencode({'revision': packet.revision})}",
    )


def _column(contents: dict[str, Any], is_aside: bool) -> list[dict[str, Any]]:
    return [
        {
            "key": section.key,
            "title": section.title,
            "template": section.template,
            "content": contents[section.key],
        }
        for section in SECTIONS
        if section.key in contents and section.is_aside is is_aside
    ]
