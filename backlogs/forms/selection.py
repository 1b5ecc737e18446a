"""What a person asks of the items they picked."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from backlogs.actions import Change
from backlogs.forms.items import LONGEST_LIST
from backlogs.values import Dimension, ItemState, ItemType, Reference
from portfolio.kernel.errors import Refused

MOST = 500
LONGEST_REASON = 2000


@dataclass(frozen=True)
class Asked:
    """The items, and either a place to move to or a change; `version` is the order seen."""

    references: tuple[Reference, ...]
    to: str | int | None
    change: Change
    version: int | None


def read_selection(data: QueryDict) -> Asked:
    """What was asked; raises `Refused` in words for what is missing or odd."""
    references = tuple(dict.fromkeys(_reference(text) for text in data.getlist("item")))
    if not references:
        raise Refused("Pick the items first.", code="none_picked", field="item")
    if len(references) > MOST:
        raise Refused(f"At most {MOST} items at once.", code="too_many", field="item")
    act = data.get("act", "")
    seen = _number(data.get("version", ""))
    if act in ("top", "bottom"):
        return Asked(references, act, Change(), seen)
    if act == "position":
        place = _number(data.get("position", ""))
        if place is None or not 1 <= place <= LONGEST_LIST:
            raise Refused("Say a position from 1 on.", code="place_unknown", field="position")
        return Asked(references, place, Change(), seen)
    return Asked(references, None, _change(act, data), None)


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
    raise Refused("Say what to do with the items picked.", code="no_act", field="act")


def _reason(text: str) -> str:
    if len(text) > LONGEST_REASON:
        raise Refused(
            f"A reason has at most {LONGEST_REASON} characters.", code="reason_long", field="reason"
        )
    return text.strip()


def _reference(text: str) -> Reference:
    found = Reference.parse(text)
    if found is None:
        raise Refused(f"“{text[:20]}” is no item.", code="no_reference", field="item")
    return found


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None
