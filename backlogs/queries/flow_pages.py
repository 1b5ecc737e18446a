"""The flow page of a cluster and of a product: what happened to the items, nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from backlogs.calculations.cumulative import Standing, summed, week_ends
from backlogs.queries.addresses import SAMPLE, at_of
from backlogs.queries.ageing import started_items
from backlogs.queries.clock import ends
from backlogs.queries.clusters import cluster_at, home_at
from backlogs.queries.flow_doors import Doors
from backlogs.queries.flow_figures import Figure, QuarterRow, figures_of, period_of, quarter_rows
from backlogs.queries.flow_parts import Ageing, Share, Weeks, ageing_of, shares_of, weeks_of
from backlogs.queries.flow_quarters import Held, end_of, flow_of_quarters, held_by
from backlogs.queries.standing import standing_at
from backlogs.values import ItemState
from portfolio.kernel.moments import Moment
from products.models import Product

QUARTERS = 8


@dataclass(frozen=True)
class FlowPage:
    """Ready values for `backlogs/cluster_flow.html` and `backlogs/product_flow.html`."""

    name: str
    slug: str
    is_cluster: bool
    owner: str
    owner_slug: str
    cluster_flow: str
    backlog: str
    path: str
    at: str
    quarter: str
    period: str
    figures: list[Figure]
    weeks: Weeks
    types: list[Share]
    dimensions: list[Share]
    ageing: Ageing
    quarters: list[QuarterRow]
    shows_products: bool
    has_events: bool


def cluster_flow_page(slug: str, moment: Moment) -> FlowPage:
    """The flow of the cluster at `slug`; raises `NotFound` where there was none."""
    cluster = cluster_at(slug, moment)
    held = held_by(cluster.pk, moment.quarter.trailing(QUARTERS), moment.on)
    return _page(cluster, None, held, moment)


def product_flow_page(slug: str, moment: Moment) -> FlowPage:
    """The flow of the product at `slug`, wherever it was; raises `NotFound` without."""
    cluster = home_at(slug, moment)
    product = Product.objects.get(slug=slug)
    held = {quarter: [product.pk] for quarter in moment.quarter.trailing(QUARTERS)}
    return _page(cluster, product, held, moment)


def _page(cluster: Any, product: Product | None, held: Held, moment: Moment) -> FlowPage:
    kind, slug = ("cluster", cluster.slug) if product is None else ("product", product.slug)
    backlog = reverse(f"backlogs:{kind}-backlog", args=[slug])
    suffix = at_of(moment)
    return FlowPage(
        name=cluster.name if product is None else product.name,
        slug=slug,
        is_cluster=product is None,
        owner=cluster.owner_name or "",
        owner_slug=cluster.owner_slug or "",
        cluster_flow=reverse("backlogs:cluster-flow", args=[cluster.slug]) + suffix,
        backlog=backlog,
        path=reverse(f"backlogs:{kind}-flow", args=[slug]),
        at=suffix,
        quarter=moment.quarter.label if moment.is_past else f"{moment.quarter.label} so far",
        period=period_of(moment.quarter, moment.on),
        shows_products=product is None and len(held[moment.quarter]) > 1,
        **_parts(held, moment, Doors(backlog, moment)),
    )


def _parts(held: Held, moment: Moment, doors: Doors) -> dict[str, Any]:
    """The figures, in five queries however many items there are."""
    now = held[moment.quarter]
    days = week_ends(moment.on)
    standing = _standing(held, moment)
    weeks = [summed(standing[ends(one)], now) for one in days]
    flows = flow_of_quarters(held, moment.on, standing)
    flow = flows[moment.quarter]
    before, after = reverse("backlogs:item-detail", args=[SAMPLE]).split(str(SAMPLE))
    under_way = started_items(now, moment)
    return {
        "figures": figures_of(flows, moment, doors),
        "weeks": weeks_of(days, weeks, doors),
        "types": shares_of(flow.by_type, flow, doors, "type"),
        "dimensions": shares_of(flow.by_dimension, flow, doors, "dimension"),
        "ageing": ageing_of(under_way, flows, doors, (before, after + at_of(moment))),
        "quarters": quarter_rows(flows, doors),
        "has_events": _has_events(weeks[-1]),
    }


def _standing(held: Held, moment: Moment) -> dict[datetime, Standing]:
    """Where items stood at the end of each week and of each quarter, in one query."""
    products = {product_id for group in held.values() for product_id in group}
    moments = {ends(one) for one in week_ends(moment.on)}
    moments |= {end_of(quarter, moment.on) for quarter in held}
    return standing_at(products, moments)


def _has_events(counts: Counter[ItemState]) -> bool:
    return any(counts.values())
