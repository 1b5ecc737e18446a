"""The owner prepares a packet: the ask, what went badly, a comment on each section."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from people.models import Person
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from reviews.models import PacketFreeze, PacketNote


@transaction.atomic
def write_note(
    by: Person,
    cluster: Cluster,
    quarter: Quarter,
    version: int,
    *,
    ask: str = "",
    went_badly: str = "",
    comments: Mapping[str, str] | None = None,
) -> PacketNote:
    """Keep the owner's words; `version` is that of the note read before, 0 for none.

    The same words again change nothing. Raises `Refused` once the packet is frozen, `Conflict` when
    somebody saved since.
    """
    Cluster.objects.select_for_update(no_key=True).only("pk").get(pk=cluster.pk)
    note = PacketNote.objects.filter(cluster=cluster, quarter_start=quarter.start).first()
    said = {key: text for key, text in (comments or {}).items() if text}
    words = (ask, went_badly, said)
    if note is not None and (note.ask, note.went_badly, note.comments) == words:
        return note
    if PacketFreeze.objects.filter(cluster=cluster, quarter_start=quarter.start).exists():
        raise Refused(
            f"The packet of {quarter.label} is frozen, so its preparation is closed.",
            code="packet_frozen",
        )
    if (note.version if note else 0) != version:
        raise Conflict("Somebody changed this preparation meanwhile.", code="stale_version")
    note = note or PacketNote(cluster=cluster, quarter_start=quarter.start, version=0)
    note.ask, note.went_badly, note.comments = words
    note.version += 1
    note.changed_at, note.changed_by = timezone.now(), by
    note.save()
    return note
