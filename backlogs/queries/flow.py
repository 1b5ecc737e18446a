"""Flow figures and activity out of state events, for many products or clusters at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from itertools import groupby

from django.db.models import Case, IntegerField, Q, QuerySet, Sum, Value, When

from backlogs.calculations.flow import Flow, Journey, Step, flow_of_journeys
from backlogs.models import StateEvent
from backlogs.queries.clock import ends, starts
from backlogs.values import Dimension, ItemState, ItemType
from portfolio.kernel.quarters import Quarter
from products.models import Placement

STARTED = [state for state in ItemState if state.is_started]


def flow_of_products(
    product_ids: Collection[int], quarter: Quarter, on: date | None = None
) -> dict[int, Flow]:
    """The quarter's flow of each product, counted up to the end of day `on` if it is not over.

    Work counts for the product it was done for, wherever the item is now.
    """
    grouped = {product_id: (product_id,) for product_id in product_ids}
    return _flows(grouped, quarter, on)


def flow_of_clusters(
    cluster_ids: Collection[int], quarter: Quarter, on: date | None = None
) -> dict[int, Flow]:
    """The quarter's flow of each cluster: of the products it holds at the end of the quarter."""
    day = min(on or quarter.last_day, quarter.last_day)
    return _flows(products_of(cluster_ids, day), quarter, on)


def products_of(cluster_ids: Collection[int], day: date) -> dict[int, tuple[int, ...]]:
    """The products each cluster held at the end of `day`."""
    rows = Placement.objects.on(day).filter(cluster_id__in=cluster_ids)
    held: dict[int, list[int]] = {cluster_id: [] for cluster_id in cluster_ids}
    for cluster_id, product_id in rows.order_by("product_id").values_list(
        "cluster_id", "product_id"
    ):
        held[cluster_id].append(product_id)
    return {cluster_id: tuple(products) for cluster_id, products in held.items()}


def items_started_or_shipped(
    product_ids: Collection[int], first: date, last: date
) -> dict[int, frozenset[int]]:
    """The items of each product started or shipped on a day from `first` to `last`, both counted.

    Going on after waiting is not a start. Products without such items have an empty set.
    """
    events = _between(product_ids, starts(first), ends(last)).filter(_start() | _shipping())
    found: dict[int, set[int]] = {product_id: set() for product_id in product_ids}
    for product_id, item_id in events.values_list("product_id", "item_id"):
        found[product_id].add(item_id)
    return {product_id: frozenset(items) for product_id, items in found.items()}


def _flows(
    groups: Mapping[int, Collection[int]], quarter: Quarter, on: date | None
) -> dict[int, Flow]:
    products = {product_id for group in groups.values() for product_id in group}
    begin, end = starts(quarter.start), ends(min(on or quarter.last_day, quarter.last_day))
    shipped = _shipped_journeys(products, begin, end)
    started = _started(products, begin, end)
    load = _load(products, end)
    return {
        key: flow_of_journeys(
            (journey for product_id in group for journey in shipped[product_id]),
            (item_id for product_id in group for item_id in started[product_id]),
            sum(load.get(product_id, 0) for product_id in group),
        )
        for key, group in groups.items()
    }


def _between(products: Collection[int], begin: datetime, end: datetime) -> QuerySet[StateEvent]:
    return StateEvent.objects.filter(product_id__in=products, at__gte=begin, at__lt=end)


def _start() -> Q:
    return Q(to_state=ItemState.IN_PROGRESS) & ~Q(from_state=ItemState.WAITING)


def _shipping() -> Q:
    return Q(to_state=ItemState.SHIPPED)


def _started(products: Collection[int], begin: datetime, end: datetime) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = _between(products, begin, end).filter(_start())
    for product_id, item_id in rows.order_by().values_list("product_id", "item_id"):
        found[product_id].add(item_id)
    return found


def _load(products: Collection[int], end: datetime) -> dict[int, int]:
    """Items in progress at `end`: each step into work counts one up, each step out one down."""
    into = Q(to_state__in=STARTED) & ~Q(from_state__in=STARTED)
    out = Q(from_state__in=STARTED) & ~Q(to_state__in=STARTED)
    step = Case(
        When(into, then=Value(1)),
        When(out, then=Value(-1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = StateEvent.objects.filter(into | out, product_id__in=products, at__lt=end)
    counted = rows.order_by().values("product_id").annotate(load=Sum(step))
    return dict(counted.values_list("product_id", "load"))


def _shipped_journeys(
    products: Collection[int], begin: datetime, end: datetime
) -> dict[int, list[Journey]]:
    """Journeys cut at `end` of the items whose last step by then was shipping, since `begin`."""
    shipped = _between(products, begin, end).filter(_shipping()).order_by()
    homes = dict(shipped.values_list("item_id", "product_id"))
    found: dict[int, list[Journey]] = defaultdict(list)
    for journey in journeys(homes, end):
        last = journey.shipped_at
        if last is not None and last >= begin:
            found[homes[journey.item_id]].append(journey)
    return found


def journeys(item_ids: Iterable[int], end: datetime) -> Iterable[Journey]:
    """What happened to each item before `end`."""
    rows = (
        StateEvent.objects.filter(item_id__in=list(item_ids), at__lt=end)
        .order_by("item_id", "at", "id")
        .values_list(
            "item_id", "at", "to_state",
            "item__type", "item__dimension", "item__effort", "item__outcome__pk",
        )
    )  # fmt: skip
    for item_id, group in groupby(rows.iterator(2000), key=lambda row: row[0]):
        steps = list(group)
        _, _, _, kind, dimension, effort, outcome = steps[0]
        yield Journey(
            item_id,
            ItemType(kind),
            Dimension(dimension),
            effort,
            [Step(at, ItemState(state)) for _, at, state, *_ in steps],
            has_outcome=outcome is not None,
        )
