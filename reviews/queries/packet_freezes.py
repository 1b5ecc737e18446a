"""Which packets of a quarter were read in a review, and what is said of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localtime

from portfolio.kernel.marks import day
from portfolio.kernel.words import counted
from reviews.calculations.differences import Difference, differences
from reviews.models import Packet, PacketFreeze
from reviews.packets.reading import read_body
from reviews.permissions import limited_to


@dataclass(frozen=True)
class Told:
    """The places in which a packet differs from another revision, under a heading."""

    title: str
    note: str
    rows: tuple[Difference, ...]


def frozen_words(freeze: PacketFreeze | None) -> str:
    """When and by whom it was frozen; empty where it is not."""
    if freeze is None:
        return ""
    at = localtime(freeze.frozen_at)
    by = f" by {freeze.frozen_by.name}" if freeze.frozen_by else ""
    return f"Frozen on {day(at.date())} at {at:%H:%M}{by}"


def freezes_of(
    quarter_start: date, sight: Collection[int] | None = None
) -> dict[int, PacketFreeze]:
    """Cluster → its freeze, in one statement."""
    rows = PacketFreeze.objects.filter(
        quarter_start=quarter_start, **limited_to(sight, "cluster_id")
    )
    shown = rows.select_related("frozen_by", "packet__cluster").defer("packet__body")
    return {row.cluster_id: row for row in shown}


def shown_of(revisions: list[Packet], freeze: PacketFreeze | None) -> Packet | None:
    """What links show: the frozen revision, else the newest; `revisions` are newest first."""
    if freeze is not None:
        return next(one for one in revisions if one.pk == freeze.packet_id)
    return revisions[0] if revisions else None


def standing_words(packet: Packet, revisions: list[Packet], freeze: PacketFreeze | None) -> str:
    """Whether this revision is the one that was reviewed, what it follows, what follows it."""
    if freeze is None:
        return ""
    frozen = shown_of(revisions, freeze)
    assert frozen is not None, "a freeze has its packet"
    words = f"{frozen_words(freeze)} for the review"
    if packet.revision > frozen.revision:
        return f"Addendum, built after the review had read revision {frozen.revision}. {words}."
    if packet.revision < frozen.revision:
        return f"The review read revision {frozen.revision}. {words}."
    later = revisions[0].revision - frozen.revision
    return f"{words}; {counted(later, 'addendum', 'addenda')} since." if later else f"{words}."


def told_differences(
    packet: Packet,
    body: Any,
    revisions: list[Packet],
    freeze: PacketFreeze | None,
    asked: int | None,
) -> list[Told]:
    """What to show beside a packet: against the revision asked for, else the one before it.

    An addendum is held against what was frozen; the frozen one shows what the newest addendum says.
    """
    by_number = {one.revision: one for one in revisions}
    frozen = shown_of(revisions, freeze) if freeze else None
    is_addendum = frozen is not None and packet.revision > frozen.revision
    usual = frozen.revision if frozen is not None and is_addendum else packet.revision - 1
    other = by_number.get(usual if asked is None else asked)
    found = []
    if frozen is not None and packet.pk == frozen.pk and revisions[0].pk != frozen.pk:
        newest = revisions[0]
        title = f"What addendum {newest.revision} says otherwise"
        found.append(_told(title, body, read_body(newest.body)))
    if other is not None and other.pk != packet.pk:
        title = f"What changed since revision {other.revision}"
        found.append(_told(title, read_body(other.body), body))
    return found


def _told(title: str, before: Any, after: Any) -> Told:
    rows = differences(before, after)
    return Told(title, counted(len(rows), "place"), rows)
