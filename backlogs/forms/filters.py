"""The filters of a list, read from its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from backlogs.values import (
    ALL,
    DOING,
    OPEN,
    AgeBand,
    Cursor,
    Dimension,
    Filters,
    ItemState,
    ItemType,
    OutcomeFilter,
    Reference,
    Sort,
)
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter

LONGEST = 200
SLUG = re.compile(r"[a-z0-9_-]{1,80}")
LARGEST_KEY = 2**63
LARGEST_SCORE = 10**14


def read_filters(params: Mapping[str, str], moment: Moment) -> Filters:
    """The filters an address asks for; a value that means nothing is left out."""
    kind, dimension = params.get("type", ""), params.get("dimension", "")
    outcome, age = params.get("outcome", ""), params.get("age", "")
    shipped = _quarter(params.get("shipped", ""), moment)
    started = _quarter(params.get("started", ""), moment)
    usual = ALL if shipped or started else DOING if age in AgeBand.texts() else OPEN
    state, sort = params.get("state", usual), _sort(params)
    return Filters(
        q=" ".join(params.get("q", "").replace("\0", "")[:LONGEST].split()),
        type=ItemType(kind) if kind in ItemType.texts() else None,
        dimension=Dimension(dimension) if dimension in Dimension.texts() else None,
        state=state if state in (OPEN, DOING, ALL, *ItemState.texts()) else usual,
        product=_slug(params, "product"),
        persona=_slug(params, "persona"),
        outcome=OutcomeFilter(outcome) if outcome in OutcomeFilter.texts() else None,
        assignee=_slug(params, "assignee"),
        stale=params.get("stale", "") == "1",
        unestimated=params.get("unestimated", "") == "1",
        shipped=shipped,
        started=started,
        age=AgeBand(age) if age in AgeBand.texts() else None,
        sort=sort,
        after=_cursor(params, "after", sort),
        until=_cursor(params, "until", sort),
        end=params.get("end", "") == "1",
    )


def _quarter(text: str, moment: Moment) -> Quarter | None:
    try:
        found = Quarter.parse(text, moment.quarter.first_month)
    except ValueError:
        return None
    return found if found.start <= moment.on else None


def _slug(params: Mapping[str, str], name: str) -> str:
    text = params.get(name, "")
    return text if SLUG.fullmatch(text) else ""


def _sort(params: Mapping[str, str]) -> Sort:
    text = params.get("sort", "")
    return Sort(text) if text in Sort.texts() else Sort.ORDER


def _cursor(params: Mapping[str, str], name: str, sort: Sort) -> Cursor | None:
    found = Reference.parse(params.get(name, ""))
    return Cursor(found, _key(params.get("key", ""), sort)) if found else None


def _key(text: str, sort: Sort) -> int | datetime | Decimal | None:
    """What the list was sorted by where the page begins; None for what can't be that."""
    try:
        if sort is Sort.ORDER:
            place = int(text)
            return place if abs(place) < LARGEST_KEY else None
        if sort is Sort.SCORE:
            score = Decimal(text)
            return score if score.is_finite() and abs(score) < LARGEST_SCORE else None
        at = datetime.fromisoformat(text)
    except (ValueError, InvalidOperation):
        return None
    return at if at.tzinfo else None
