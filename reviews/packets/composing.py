"""Packets are composed: the clusters of a chunk read in one snapshot, written as canonical JSON."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError

from portfolio.kernel.canonical import canonical_bytes
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.reading import reading_once
from reviews.packets.chunk import Chunk, load_chunk
from reviews.packets.sections import SECTIONS
from reviews.packets.snapshot import snapshot

log = logging.getLogger(__name__)

FORMAT = "almanac packet 2"
TRANSIENT = (OperationalError, InterfaceError)


@dataclass(frozen=True)
class Composed:
    """A packet's bytes and the policy behind them; or no bytes and why, in words."""

    body: bytes | None
    policy_id: int
    error: str = ""


def compose_packets(cluster_ids: Collection[int], quarter: Quarter) -> dict[int, Composed]:
    """Compose the packets of the clusters as of the quarter's last day.

    A cluster whose data cannot be told has words instead of bytes, and takes no other along.
    A database that is away is not a cluster's fault: that error is passed on.
    """
    try:
        return _compose(cluster_ids, quarter)
    except TRANSIENT:
        raise
    except Exception as error:
        if len(cluster_ids) > 1:
            singles = [compose_packets([pk], quarter) for pk in cluster_ids]
            return {pk: composed for single in singles for pk, composed in single.items()}
        log.exception("packet of cluster %s for %s", *cluster_ids, quarter.slug)
        words = f"The packet could not be put together: {error}"
        return {pk: Composed(None, 0, words) for pk in cluster_ids}


def _compose(cluster_ids: Collection[int], quarter: Quarter) -> dict[int, Composed]:
    with snapshot(), reading_once():
        chunk = load_chunk(cluster_ids, quarter)
        contents = {section.key: section.load(chunk) for section in SECTIONS}
    return {
        pk: Composed(canonical_bytes(_body(chunk, pk, contents)), chunk.policy.pk)
        for pk in cluster_ids
    }


def _body(chunk: Chunk, cluster_id: int, contents: Mapping[str, Mapping[int, Any]]) -> Any:
    cluster, quarter = chunk.clusters[cluster_id], chunk.quarter
    return {
        "format": FORMAT,
        "cluster": {
            "slug": cluster.slug,
            "name": cluster.name,
            "summary": cluster.summary,
            "rationale_kinds": sorted(cluster.rationale_kinds),
            "rationale": cluster.rationale,
        },
        "quarter": {
            "slug": quarter.slug,
            "label": quarter.label,
            "from": quarter.start,
            "as_of": quarter.last_day,
        },
        "policy": {
            "number": chunk.policy.number,
            "effective_from": chunk.policy.effective_from,
            "differs_from_defaults": _numbers(chunk.policy.thresholds),
        },
        "sections": {
            key: content[cluster_id]
            for key, content in contents.items()
            if content[cluster_id] is not None
        },
    }


def _numbers(thresholds: Mapping[str, object]) -> dict[str, str]:
    """As text: a policy may hold binary fractions, which canonical JSON refuses."""
    return {key: str(value) for key, value in thresholds.items()}
