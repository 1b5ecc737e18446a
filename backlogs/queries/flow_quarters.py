"""The flow of several quarters at once, for products that may have come and gone between them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby

from backlogs.calculations.cumulative import Standing, load_of, summed
from backlogs.calculations.flow import Flow, Journey, Step, flow_of_journeys
from backlogs.models import StateEvent
from backlogs.queries.clock import ends, starts
from backlogs.values import Dimension, ItemState, ItemType
from portfolio.kernel.quarters import Quarter
from products.models import Placement

Held = Mapping[Quarter, Collection[int]]
"""Quarter → the products that count for it; the quarters follow each other, oldest first."""


def held_by(cluster_id: int, quarters: Collection[Quarter], on: date) -> dict[Quarter, list[int]]:
    """The products a cluster held at the end of each quarter, or of day `on` while it runs."""
    rows = Placement.objects.filter(cluster_id=cluster_id).order_by("product_id")
    placed = list(rows.values_list("product_id", "period"))
    days = {quarter: min(on, quarter.last_day) for quarter in quarters}
    return {
        quarter: [product_id for product_id, period in placed if day in period]
        for quarter, day in days.items()
    }


def end_of(quarter: Quarter, on: date) -> datetime:
    """Up to when a quarter counts as of day `on`."""
    return ends(min(on, quarter.last_day))


def flow_of_quarters(
    held: Held, on: date, standing: Mapping[datetime, Standing]
) -> dict[Quarter, Flow]:
    """The same figures as `flow_of_products` gives for each quarter, in two queries for all.

    `standing` holds where items stood at the end of each quarter.
    """
    quarters = list(held)
    stops = [end_of(quarter, on) for quarter in quarters]
    products = {product_id for group in held.values() for product_id in group}
    shipped = _shipped(products, quarters, stops)
    started = _started(products, quarters, stops)
    return {
        quarter: flow_of_journeys(
            (journey for pk in held[quarter] for journey in shipped[quarter, pk]),
            (item_id for pk in held[quarter] for item_id in started[quarter, pk]),
            load_of(summed(standing[stop], held[quarter])),
        )
        for quarter, stop in zip(quarters, stops, strict=True)
    }


def _shipped(
    products: Collection[int], quarters: list[Quarter], stops: list[datetime]
) -> dict[tuple[Quarter, int], list[Journey]]:
    """Journeys cut at the end of each quarter in which they ended with shipping."""
    begin = starts(quarters[0].start)
    found: dict[tuple[Quarter, int], list[Journey]] = defaultdict(list)
    for product_id, whole in _journeys(products, begin, stops[-1]):
        places = {
            bisect_right(stops, step.at)
            for step in whole.steps
            if step.state is ItemState.SHIPPED and step.at >= begin
        }
        for place in places:
            journey = whole.until(stops[place])
            if journey.state is ItemState.SHIPPED:
                found[quarters[place], product_id].append(journey)
    return found


def _journeys(
    products: Collection[int], begin: datetime, end: datetime
) -> Iterator[tuple[int, Journey]]:
    """Product and journey of each item that was shipped at some time from `begin` to `end`."""
    events = StateEvent.objects.filter(product_id__in=products, at__lt=end)
    shipped = events.filter(to_state=ItemState.SHIPPED, at__gte=begin).order_by()
    rows = (
        events.filter(item_id__in=shipped.values("item_id"))
        .order_by("item_id", "at", "id")
        .values_list(
            "item_id", "product_id", "at", "to_state",
            "item__type", "item__dimension", "item__effort", "item__outcome__pk",
        )
    )  # fmt: skip
    for item_id, group in groupby(rows, key=lambda row: row[0]):
        told = list(group)
        _, product_id, _, _, kind, dimension, effort, outcome = told[0]
        steps = [Step(row[2], ItemState(row[3])) for row in told]
        yield (
            product_id,
            Journey(
                item_id,
                ItemType(kind),
                Dimension(dimension),
                effort,
                steps,
                has_outcome=outcome is not None,
            ),
        )


def _started(
    products: Collection[int], quarters: list[Quarter], stops: list[datetime]
) -> dict[tuple[Quarter, int], set[int]]:
    """The items begun in each quarter; going on after waiting is no start."""
    rows = (
        StateEvent.objects.filter(
            product_id__in=products,
            to_state=ItemState.IN_PROGRESS,
            at__gte=starts(quarters[0].start),
            at__lt=stops[-1],
        )
        .exclude(from_state=ItemState.WAITING)
        .order_by()
        .values_list("product_id", "item_id", "at")
    )
    found: dict[tuple[Quarter, int], set[int]] = defaultdict(set)
    for product_id, item_id, at in rows:
        found[quarters[bisect_right(stops, at)], product_id].add(item_id)
    return found
