"""The filters of a list, read from its address."""

from __future__ import annotations

from collections.abc import Mapping

from backlogs.values import (
    ALL,
    DOING,
    OPEN,
    AgeBand,
    Dimension,
    Filters,
    ItemState,
    ItemType,
    Reference,
)
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter

LONGEST = 200


def _quarter(text: str, moment: Moment) -> Quarter | None:
    try:
        found = Quarter.parse(text, moment.quarter.first_month)
    except ValueError:
        return None
    return found if found.start <= moment.on else None


def read_filters(params: Mapping[str, str], moment: Moment) -> Filters:
    """The filters an address asks for; a value that means nothing is left out."""
    kind, dimension = params.get("type", ""), params.get("dimension", "")
    shipped = _quarter(params.get("shipped", ""), moment)
    started = _quarter(params.get("started", ""), moment)
    age = params.get("age", "")
    usual = ALL if shipped or started else DOING if age in AgeBand.texts() else OPEN
    state = params.get("state", usual)
    return Filters(
        q=" ".join(params.get("q", "")[:LONGEST].split()),
        type=ItemType(kind) if kind in ItemType.texts() else None,
        dimension=Dimension(dimension) if dimension in Dimension.texts() else None,
        state=state if state in (OPEN, DOING, ALL, *ItemState.texts()) else usual,
        product=params.get("product", "")[:80],
        stale=params.get("stale", "") == "1",
        shipped=shipped,
        started=started,
        age=AgeBand(age) if age in AgeBand.texts() else None,
        after=Reference.parse(params.get("after", "")),
    )
