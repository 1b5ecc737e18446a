"""The filters of a list, read from its address."""

from __future__ import annotations

from collections.abc import Mapping

from backlogs.values import ALL, OPEN, Dimension, Filters, ItemState, ItemType, Reference

LONGEST = 200


def read_filters(params: Mapping[str, str]) -> Filters:
    """The filters an address asks for; a value that means nothing is left out."""
    kind, dimension = params.get("type", ""), params.get("dimension", "")
    state = params.get("state", OPEN)
    return Filters(
        q=" ".join(params.get("q", "")[:LONGEST].split()),
        type=ItemType(kind) if kind in ItemType.texts() else None,
        dimension=Dimension(dimension) if dimension in Dimension.texts() else None,
        state=state if state in (OPEN, ALL, *ItemState.texts()) else OPEN,
        product=params.get("product", "")[:80],
        stale=params.get("stale", "") == "1",
        after=Reference.parse(params.get("after", "")),
    )
