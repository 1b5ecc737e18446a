"""The backlog items that are meant to move key results, as they stood at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F
from django.utils.safestring import SafeString

from backlogs.models import Item
from backlogs.queries.clock import ends
from backlogs.queries.state import as_of
from backlogs.values import ItemState
from metrics.queries.cards import written
from portfolio.kernel.marks import day, tag
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import plain
from portfolio.queries.addresses import pattern

TONES = {ItemState.IN_PROGRESS: "mark", ItemState.WAITING: "watch", ItemState.SHIPPED: "ok"}


@dataclass(frozen=True)
class MovingItem:
    """One item, its state, and what it is expected to do to the key result."""

    reference: str
    title: str
    url: str
    state: SafeString
    expected: str


def items_moving(result_ids: Collection[int], moment: Moment) -> dict[int, list[MovingItem]]:
    """Key result → the items that name it, shipped and dropped ones too, in one statement."""
    found: dict[int, list[MovingItem]] = defaultdict(list)
    if not result_ids:
        return found
    rows = as_of(Item.objects.filter(outcome__key_result_id__in=result_ids), ends(moment.on))
    url = pattern("backlogs:item-detail", moment, "reference", "AA-999999")
    values = rows.order_by("product__key", "number").values(
        "number",
        "title",
        "state_then",
        key=F("product__key"),
        result=F("outcome__key_result_id"),
        unit=F("outcome__key_result__unit"),
        metric_unit=F("outcome__key_result__metric__unit"),
        low=F("outcome__value_from"),
        high=F("outcome__value_to"),
        due=F("outcome__due_on"),
    )
    for row in values:
        reference, state = f"{row['key']}-{row['number']}", ItemState(row["state_then"])
        unit = row["metric_unit"] or row["unit"]
        found[row["result"]].append(
            MovingItem(
                reference=reference,
                title=row["title"],
                url=url(reference),
                state=tag(state.label, TONES.get(state, "")),
                expected=f"{_shown(row['low'], '')} → {_shown(row['high'], unit)} "
                f"by {day(row['due'], moment.on)}",
            )
        )
    return found


def _shown(value: Decimal, unit: str) -> str:
    return written(plain(value), unit)
