"""A packet is frozen when its review begins: from then on nothing a reader was shown moves."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.models import Person
from portfolio.kernel.canonical import canonical_bytes
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from reviews.actions.packets import build_packet
from reviews.actions.runs import check_over
from reviews.models import Packet, PacketFreeze, PacketNote
from reviews.packets import preparation


@transaction.atomic
def freeze(by: Person | None, cluster: Cluster, quarter: Quarter) -> PacketFreeze:
    """Make the newest revision the packet of the quarter; a frozen one stays as it is.

    It is built first where there is none, or where the owner has written since, so that what the
    review reads has the owner's last words. The cluster's row lock makes writers of notes, builders
    and freezers take turns. Raises `Refused` when the quarter is not over,
    or the packet cannot be built.
    """
    check_over(quarter)
    Cluster.objects.select_for_update(no_key=True).only("pk").get(pk=cluster.pk)
    known = PacketFreeze.objects.filter(cluster=cluster, quarter_start=quarter.start).first()
    if known is not None:
        return known
    packet = (
        Packet.objects.filter(cluster=cluster, quarter_start=quarter.start)
        .order_by("-revision")
        .first()
    )
    if packet is None or not _says_the_last_words(packet):
        packet, _ = build_packet(cluster.pk, quarter)
    return PacketFreeze.objects.create(
        cluster=cluster,
        quarter_start=quarter.start,
        packet=packet,
        frozen_at=timezone.now(),
        frozen_by=by,
    )


def _says_the_last_words(packet: Packet) -> bool:
    """Whether the packet holds the owner's note as it stands now."""
    note = PacketNote.objects.filter(
        cluster_id=packet.cluster_id, quarter_start=packet.quarter_start
    ).first()
    held = json.loads(bytes(packet.body))["sections"].get(preparation.KEY)
    now: Any = json.loads(canonical_bytes(preparation.prepared(note)))
    return bool(held == now)
