"""What a person asks of the items they picked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from backlogs.actions import Change
from backlogs.actions.items import LARGEST_EFFORT
from backlogs.calculations.seen import Seen
from backlogs.forms.items import LONGEST_LIST
from backlogs.values import Dimension, ItemState, ItemType, Reference
from portfolio.kernel.errors import Refused

MOST = 500
LONGEST_REASON = 2000


@dataclass(frozen=True)
class Asked:
    """The items as they were seen, and either a place to move to or a change.

    `version` is the order seen. `whom` (a name, empty for nobody) and `product` (a slug) are words
    still; who is meant depends on the list.
    """

    references: tuple[Reference, ...]
    seen: Mapping[Reference, Seen]
    to: str | int | None
    change: Change
    version: int | None
    whom: str | None = None
    product: str = ""

    @property
    def ships(self) -> bool:
        """Whether the items shall be shipped."""
        return self.change.state is ItemState.SHIPPED


def read_selection(data: QueryDict) -> Asked:
    """What was asked; raises `Refused` in words for what is missing or odd."""
    named = dict(_picked(text) for text in data.getlist("item"))
    references = tuple(named)
    known = {key: was for key, was in named.items() if was is not None}
    if not references:
        raise Refused("Pick the items first.", code="none_picked", field="item")
    if len(references) > MOST:
        raise Refused(f"At most {MOST} items at once.", code="too_many", field="item")
    act = data.get("act", "")
    seen = _number(data.get("version", ""))
    if act in ("top", "bottom"):
        return Asked(references, known, act, Change(), seen)
    if act == "position":
        place = _number(data.get("position", ""))
        if place is None or not 1 <= place <= LONGEST_LIST:
            raise Refused("Say a position from 1 on.", code="place_unknown", field="position")
        return Asked(references, known, place, Change(), seen)
    whom = " ".join(data.get("whom", "")[:LONGEST_REASON].split()) if act == "assign" else None
    product = data.get("product", "") if act == "kind" else ""
    return Asked(references, known, None, _change(act, data), None, whom, product)


def _change(act: str, data: QueryDict) -> Change:
    if act == "drop":
        return Change(state=ItemState.DROPPED, reason=_reason(data.get("why", "")))
    if act == "state":
        state = data.get("state", "")
        if state not in ItemState.texts():
            raise Refused("Say which state.", code="no_state", field="state")
        return Change(state=ItemState(state), reason=_reason(data.get("reason", "")))
    if act == "kind":
        kind, dimension = data.get("type", ""), data.get("dimension", "")
        return Change(
            type=ItemType(kind) if kind in ItemType.texts() else None,
            dimension=Dimension(dimension) if dimension in Dimension.texts() else None,
        )
    if act == "effort":
        return Change(effort=_effort(data.get("effort", "")))
    if act == "assign":
        return Change()
    raise Refused("Say what to do with the items picked.", code="no_act", field="act")


def _effort(text: str) -> int | None:
    if not text.strip():
        return None
    found = _number(text)
    if found is None:
        raise Refused(
            f"Effort is 1 to {LARGEST_EFFORT} points, or nothing.",
            code="effort_odd",
            field="effort",
        )
    return found


def _reason(text: str) -> str:
    if len(text) > LONGEST_REASON:
        raise Refused(
            f"A reason has at most {LONGEST_REASON} characters.", code="reason_long", field="reason"
        )
    return text.strip()


def _picked(text: str) -> tuple[Reference, Seen | None]:
    """`CP-1.3i`: the item and what of it was on screen; `CP-1` alone is taken as meant."""
    name, _, seen = text.partition(".")
    return _reference(name), Seen.parse(seen)


def _reference(text: str) -> Reference:
    found = Reference.parse(text)
    if found is None:
        raise Refused(f"“{text[:20]}” is no item.", code="no_reference", field="item")
    return found


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None
