"""Section: what was shipped in the quarter and how long it took; the list at its end and its top.

Flow is told in days with one place. The order is the one of that day: moves made later are undone.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from backlogs.calculations.flow import Flow
from backlogs.queries.flow import flow_of_clusters
from backlogs.queries.state import BacklogState, OpenItem, backlog_state
from backlogs.values import BacklogPolicy
from portfolio.kernel.numbers import EXACT, rounded
from portfolio.kernel.thresholds import read_thresholds
from reviews.packets.chunk import Chunk

HOURS_A_DAY = Decimal(24)


def load(chunk: Chunk) -> dict[int, Any]:
    """Flow and state of each cluster's backlog."""
    keys = list(chunk.clusters)
    flows = flow_of_clusters(keys, chunk.quarter)
    policy = read_thresholds(BacklogPolicy, "backlog", chunk.policy.thresholds)
    states = backlog_state(keys, chunk.day, policy)
    slugs = {
        product.id: product.slug for products in chunk.products.values() for product in products
    }
    return {pk: {"flow": _flow(flows[pk]), "list": _list(states[pk], slugs)} for pk in keys}


def _flow(flow: Flow) -> Any:
    return {
        "shipped": flow.shipped,
        "started": flow.started,
        "in_progress": flow.load,
        "points": flow.points,
        "unestimated": flow.unestimated,
        "flow_days_median": _days(flow.flow_median),
        "flow_days_p85": _days(flow.flow_p85),
        "lead_days_median": _days(flow.lead_median),
        "efficiency": None if flow.efficiency is None else rounded(flow.efficiency, 4),
        "by_type": {kind.value: count for kind, count in flow.by_type.items()},
        "by_dimension": {kind.value: count for kind, count in flow.by_dimension.items()},
    }


def _days(hours: Decimal | None) -> Decimal | None:
    return None if hours is None else rounded(EXACT.divide(hours, HOURS_A_DAY), 1)


def _list(state: BacklogState, slugs: dict[int, str]) -> Any:
    return {
        "open": state.open,
        "stale": state.stale,
        "points": state.points,
        "unestimated": state.unestimated,
        "refined_on": state.refined_on,
        "is_stale": state.is_stale,
        "top": [_item(item, slugs) for item in state.top],
    }


def _item(item: OpenItem, slugs: dict[int, str]) -> Any:
    return {
        "item": item.reference,
        "title": item.title,
        "product": slugs.get(item.product_id, ""),
        "type": item.type,
        "state": item.state,
        "effort": item.effort,
        "created_on": item.created_on,
        "is_stale": item.is_stale,
    }
