"""The items behind a figure of the flow, found by the very functions that make the figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backlogs.calculations.ageing import band_of
from backlogs.queries.ageing import started_items
from backlogs.queries.flow import flow_of_products
from backlogs.queries.tallies import products_in
from backlogs.values import Filters
from portfolio.kernel.moments import Moment


def counted_items(cluster: Any, moment: Moment, filters: Filters) -> dict[str, frozenset[int]]:
    """The items behind each figure the filters name, by the filter's name."""
    return dict(_sets(cluster, moment, filters))


def _sets(cluster: Any, moment: Moment, filters: Filters) -> Iterator[tuple[str, frozenset[int]]]:
    products = products_in(cluster, moment).values_list("pk", flat=True)
    if filters.age is not None:
        under_way = started_items(products, moment)
        yield "age", frozenset(one.item_id for one in under_way if band_of(one.age) is filters.age)
    if filters.shipped is not None:
        flows = flow_of_products(products, filters.shipped, moment.on).values()
        yield "shipped", frozenset(pk for flow in flows for pk in flow.shipped_ids)
    if filters.started is not None:
        flows = flow_of_products(products, filters.started, moment.on).values()
        yield "started", frozenset(pk for flow in flows for pk in flow.started_ids)
