"""A packet is frozen: other bytes are a new revision, the same bytes are no news."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from portfolio.kernel.canonical import sha256_hex
from portfolio.kernel.errors import Refused
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from reviews.models import Packet
from reviews.packets.composing import Composed, compose_packets


def build_packet(cluster_id: int, quarter: Quarter) -> tuple[Packet, bool]:
    """Build one cluster's packet of the quarter; True where it became a new revision.

    Raises `Refused` when it cannot be built.
    """
    composed = compose_packets([cluster_id], quarter)[cluster_id]
    if composed.body is None:
        raise Refused(composed.error, code="packet_not_built")
    return store_packet(cluster_id, quarter.start, composed)


@transaction.atomic
def store_packet(cluster_id: int, quarter_start: date, composed: Composed) -> tuple[Packet, bool]:
    """Keep `composed` unless the newest revision has the same bytes.

    The cluster's row lock makes two writers take turns; the unique key would refuse the second.
    """
    if composed.body is None:
        raise ValueError("there is nothing to store")
    Cluster.objects.select_for_update(no_key=True).only("pk").get(pk=cluster_id)
    newest = (
        Packet.objects.filter(cluster_id=cluster_id, quarter_start=quarter_start)
        .defer("body")
        .order_by("-revision")
        .first()
    )
    sha256 = sha256_hex(composed.body)
    if newest is not None and newest.sha256 == sha256:
        return newest, False
    packet = Packet.objects.create(
        cluster_id=cluster_id,
        quarter_start=quarter_start,
        revision=newest.revision + 1 if newest is not None else 1,
        body=composed.body,
        sha256=sha256,
        policy_id=composed.policy_id,
        built_at=timezone.now(),
    )
    return packet, True
