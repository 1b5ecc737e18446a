"""A packet beside the one of the quarter before, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import STATUSES, stage_mark, status_mark
from portfolio.kernel.numbers import MINUS, brief, with_unit
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from products.values import Stage
from reviews.calculations.comparison import WARNING, Move, Sense, Turn, compare_packets
from reviews.packets.reading import read_body
from reviews.queries.packets import packet_at
from reviews.rules.registry import TITLES

TONES = {Sense.BETTER: "ok", Sense.WORSE: "risk"}


@dataclass(frozen=True)
class MoveRow:
    """One figure: then, now and the difference."""

    of: str
    name: str
    was: str
    now: str
    change: str
    sense: SafeString


@dataclass(frozen=True)
class TurnRow:
    """Something told in words."""

    of: str
    name: str
    was: SafeString | str
    now: SafeString | str


@dataclass(frozen=True)
class PacketComparisonPage:
    """Empty rows and no `before_url` where the quarter before has no packet."""

    quarter: Quarter
    before: Quarter
    cluster: Cluster
    measured: list[MoveRow]
    counted: list[MoveRow]
    turns: list[TurnRow]
    packet_url: str
    before_url: str
    quarter_url: str


def packet_comparison_page(quarter: Quarter, slug: str, person: Person) -> PacketComparisonPage:
    """What links show of both quarters. Raises `NotFound` where this one has no packet."""
    packet, _ = packet_at(quarter, slug, None, person)
    before = quarter.previous()
    then = _body(before, slug, person)
    found = compare_packets(then, read_body(packet.body)) if then else None
    return PacketComparisonPage(
        quarter=quarter,
        before=before,
        cluster=packet.cluster,
        measured=[_row(move) for move in found.measured] if found else [],
        counted=[_row(move) for move in found.counted] if found else [],
        turns=[_turn(turn) for turn in found.turns] if found else [],
        packet_url=reverse("reviews:packet-detail", args=[quarter.slug, slug]),
        before_url=reverse("reviews:packet-detail", args=[before.slug, slug]) if found else "",
        quarter_url=reverse("reviews:packet-list", args=[quarter.slug]),
    )


def _body(quarter: Quarter, slug: str, person: Person) -> dict[str, Any] | None:
    try:
        return read_body(packet_at(quarter, slug, None, person)[0].body)
    except NotFound:
        return None


def _row(move: Move) -> MoveRow:
    return MoveRow(
        of=move.of,
        name=move.name,
        was=_value(move.was, move.unit),
        now=_value(move.now, move.unit),
        change=_change(move.change, move.unit),
        sense=status_mark(TONES.get(move.sense, "none"), move.sense.label),
    )


def _value(value: Decimal | None, unit: str) -> str:
    return "No data" if value is None else with_unit(brief(value), unit)


def _change(value: Decimal | None, unit: str) -> str:
    if value is None:
        return "–"
    if not value:
        return "0"
    return f"{'+' if value > 0 else MINUS}{with_unit(brief(abs(value)), unit)}"


def _turn(turn: Turn) -> TurnRow:
    if turn.name.startswith(WARNING):
        rule = turn.name.removeprefix(WARNING)
        title = TITLES.get(rule, rule.replace("_", " "))
        return TurnRow("", WARNING + title.lower(), turn.was or "–", turn.now or "–")
    return TurnRow(turn.of, turn.name, _mark(turn.was), _mark(turn.now))


def _mark(text: str) -> SafeString | str:
    """Stages and statuses as they look elsewhere; other words as they are."""
    if text in Stage.texts():
        return stage_mark(text)
    return status_mark(text) if text in STATUSES else text or "–"
