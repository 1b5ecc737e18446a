"""Packets are built again from dated data and held against their kept bytes. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from portfolio.kernel.canonical import sha256_hex
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import Word
from reviews.calculations.differences import differences
from reviews.models import Packet
from reviews.packets.composing import Composed, compose_packets
from reviews.packets.entered import Entered, entered_since
from reviews.packets.reading import read_body
from reviews.queries.packet_freezes import freezes_of

CHUNK: Final = 20
MOST_PLACES: Final = 50


class Outcome(Word):
    """What building a packet again came to."""

    SAME = "same", "Same bytes"
    ADDENDUM = "addendum", "Told in an addendum"
    RESTATED = "restated", "Differs, and it is known why"
    UNEXPLAINED = "unexplained", "Differs, and nothing explains it"
    FAILED = "failed", "Could not be built"


@dataclass(frozen=True)
class Verdict:
    """One cluster's packet. `places` are at most the first `MOST_PLACES` of `differing`."""

    cluster: str
    revision: int
    outcome: Outcome
    places: tuple[str, ...] = ()
    differing: int = 0
    why: tuple[str, ...] = ()
    entered: tuple[Entered, ...] = ()


def verify_packets(quarter: Quarter) -> Iterator[Verdict]:
    """Every packet of the quarter as links show it, by cluster; a few clusters in memory at once.

    A packet told in an addendum is all right: its newest revision has the bytes of today.
    """
    rows = Packet.objects.filter(quarter_start=quarter.start).order_by("cluster_id")
    keys = list(rows.values_list("cluster_id", flat=True).distinct())
    for start in range(0, len(keys), CHUNK):
        yield from _verify(keys[start : start + CHUNK], quarter)


def _verify(cluster_ids: Sequence[int], quarter: Quarter) -> Iterator[Verdict]:
    frozen = freezes_of(quarter.start, cluster_ids)
    rows = Packet.objects.filter(quarter_start=quarter.start, cluster_id__in=cluster_ids)
    newest = {
        row.cluster_id: row
        for row in rows.select_related("cluster")
        .order_by("cluster_id", "-revision")
        .distinct("cluster_id")
    }
    composed = compose_packets(cluster_ids, quarter)
    for pk in cluster_ids:
        shown = frozen[pk].packet if pk in frozen else newest[pk]
        yield _verdict(shown, newest[pk], composed[pk], quarter)


def _verdict(shown: Packet, newest: Packet, composed: Composed, quarter: Quarter) -> Verdict:
    slug = shown.cluster.slug
    if composed.body is None:
        return Verdict(slug, shown.revision, Outcome.FAILED, why=(composed.error,))
    sha256 = sha256_hex(composed.body)
    if sha256 == shown.sha256:
        return Verdict(slug, shown.revision, Outcome.SAME)
    if sha256 == newest.sha256:
        return Verdict(slug, newest.revision, Outcome.ADDENDUM)
    return _differing(newest, composed.body, quarter)


def _differing(packet: Packet, now: bytes, quarter: Quarter) -> Verdict:
    """Where it differs and what may be behind it, held against the newest revision."""
    then, today = read_body(packet.body), read_body(now)
    found = differences(then, today)
    entered = entered_since(packet, then, quarter)
    why = [one.sentence for one in entered]
    if then["format"] != today["format"]:
        why.append(f"the program writes “{today['format']}” instead of “{then['format']}”")
    was, now_is = then["policy"]["number"], today["policy"]["number"]
    if was != now_is:
        why.append(f"policy version {now_is} applies instead of {was}")
    return Verdict(
        cluster=packet.cluster.slug,
        revision=packet.revision,
        outcome=Outcome.RESTATED if why else Outcome.UNEXPLAINED,
        places=tuple(one.place for one in found[:MOST_PLACES]),
        differing=len(found),
        why=tuple(why),
        entered=entered,
    )
