"""The page on which an owner prepares a packet, and the others read what is prepared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from metrics.queries.hand_ins import hand_ins_of
from people.models import Person
from people.queries import today
from portfolio.kernel.errors import NotFound
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from products.permissions import owns
from products.values.lifecycle import Check
from reviews.calculations.preparation import completeness
from reviews.models import Packet, PacketFreeze, PacketNote
from reviews.packet_forms import PREFIX
from reviews.packets.preparation import KEY
from reviews.packets.reading import read_body
from reviews.packets.sections import SECTIONS
from reviews.permissions import require_preparation
from reviews.queries.packet_freezes import frozen_words


@dataclass(frozen=True)
class PreparationPage:
    """The note as it stands, how complete it is, and whether this person may still write."""

    quarter: Quarter
    cluster: Cluster
    note: PacketNote | None
    sections: list[tuple[str, str]]
    comments: list[tuple[str, str]]
    checks: tuple[Check, ...]
    history: list[Any]
    frozen: str
    may_write: bool
    packet_url: str
    quarter_url: str

    @property
    def initial(self) -> dict[str, Any]:
        """What the form starts with."""
        note = self.note
        if note is None:
            return {"version": 0}
        comments = {PREFIX + key: text for key, text in note.comments.items()}
        return {
            "version": note.version,
            "ask": note.ask,
            "went_badly": note.went_badly,
            **comments,
        }


def preparation_page(quarter: Quarter, slug: str, person: Person) -> PreparationPage:
    """Raises `NotFound` for a cluster out of sight and a quarter that has not begun."""
    cluster = Cluster.objects.filter(slug=slug).first()
    if cluster is None or quarter.start > today():
        raise NotFound("There is nothing to prepare here.", code="no_preparation")
    require_preparation(person, cluster.pk)
    where = {"cluster": cluster, "quarter_start": quarter.start}
    note = PacketNote.objects.filter(**where).select_related("changed_by").first()
    freeze = PacketFreeze.objects.filter(**where).select_related("frozen_by").first()
    sections = _sections(cluster, quarter)
    said = note.comments if note else {}
    handed_in = hand_ins_of([cluster.pk], quarter).get(cluster.pk)
    packet_url = reverse("reviews:packet-detail", args=[quarter.slug, slug])
    return PreparationPage(
        quarter=quarter,
        cluster=cluster,
        note=note,
        sections=sections,
        comments=[(title, said[key]) for key, title in sections if said.get(key)],
        checks=completeness(
            note.ask if note else "",
            note.went_badly if note else "",
            said,
            [key for key, _ in sections],
            handed_in.words if handed_in else "",
        ),
        history=_history(note),
        frozen=frozen_words(freeze),
        may_write=freeze is None and owns(person, cluster.pk),
        packet_url=packet_url if Packet.objects.filter(**where).exists() else "",
        quarter_url=reverse("reviews:packet-list", args=[quarter.slug]),
    )


def _sections(cluster: Cluster, quarter: Quarter) -> list[tuple[str, str]]:
    """Key and title of what can be commented: what the newest packet has, else everything."""
    newest = (
        Packet.objects.filter(cluster=cluster, quarter_start__lte=quarter.start)
        .order_by("-quarter_start", "-revision")
        .first()
    )
    there = read_body(newest.body)["sections"] if newest else None
    return [
        (one.key, one.title)
        for one in SECTIONS
        if one.key != KEY and (there is None or one.key in there)
    ]


def _history(note: PacketNote | None) -> list[Any]:
    """Who saved when, newest first."""
    if note is None:
        return []
    rows = note.history.order_by("-version").select_related("changed_by")  # type: ignore[attr-defined]
    return [
        {
            "version": row.version,
            "at": row.changed_at,
            "who": row.changed_by.name if row.changed_by else "",
            "ask": row.ask,
        }
        for row in rows[:20]
    ]
