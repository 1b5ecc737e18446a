"""Section: what the owner asks for, what went badly, and their comment on each section.

Written after the quarter's end and about it, so it is told as it stands when the packet is built;
from the freeze on it can no longer change.
"""

from __future__ import annotations

from typing import Any, Final

from reviews.models import PacketNote
from reviews.packets.chunk import Chunk

KEY: Final = "preparation"


def load(chunk: Chunk) -> dict[int, Any]:
    """The owner's words about each cluster's quarter, in one statement."""
    rows = PacketNote.objects.filter(
        cluster_id__in=chunk.clusters, quarter_start=chunk.quarter.start
    )
    notes = {row.cluster_id: row for row in rows}
    return {pk: prepared(notes.get(pk)) for pk in chunk.clusters}


def prepared(note: PacketNote | None) -> dict[str, Any]:
    """The content of the section; empty texts where nothing was said."""
    if note is None:
        return {"ask": "", "went_badly": "", "comments": {}}
    return {"ask": note.ask, "went_badly": note.went_badly, "comments": dict(note.comments)}
