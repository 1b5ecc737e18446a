"""The backlog page of a cluster and of a product: one list, the second one filtered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from backlogs.calculations.freshness import is_stale
from backlogs.queries.addresses import at_of, exports, home_path, item_parts, list_url
from backlogs.queries.clock import ends
from backlogs.queries.clusters import cluster_at, home_at
from backlogs.queries.counted import counted_items
from backlogs.queries.options import Chip, Option, Select, chips, kinds, selects, states
from backlogs.queries.rows import Row, rows_now, rows_then
from backlogs.queries.selection import Selection
from backlogs.queries.state import refined_by
from backlogs.queries.tallies import Tally, tallies_of
from backlogs.values import BacklogPolicy, Filters
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.thresholds import read_thresholds
from products.models import PolicyVersion
from products.permissions import edits_backlog
from products.queries import policy_on

PAGE = 200


@dataclass(frozen=True)
class ListPage:
    """Ready values for the list."""

    name: str
    slug: str
    path: str
    owner: str
    owner_slug: str
    cluster_name: str
    cluster_path: str
    is_cluster: bool
    products: tuple[Tally, ...]
    rows: tuple[Row, ...]
    shown: int
    points: int
    stale: int
    first: int
    more: str
    order_version: int
    freshness: str
    is_stale: bool
    can_edit: bool
    can_move: bool
    filters: Filters
    selects: tuple[Select, ...]
    kinds: tuple[Select, ...]
    states: tuple[Option, ...]
    chips: tuple[Chip, ...]
    create_url: str
    quick_url: str
    several_url: str
    bulk_url: str
    acts_url: str
    pick_url: str
    stale_url: str
    exports: tuple[tuple[str, str], ...]
    item_path: str
    item_suffix: str
    at: str

    @property
    def unfiltered(self) -> str:
        """The address of this list without its filters."""
        return self.path + self.at

    @property
    def shows_products(self) -> bool:
        """Whether a row says its product: in a list that holds several."""
        return self.is_cluster and len(self.products) > 1


def cluster_backlog_page(person: Person, slug: str, moment: Moment, filters: Filters) -> ListPage:
    """The list of the cluster at `slug`; raises `NotFound` where there was none."""
    return _page(person, cluster_at(slug, moment), None, moment, filters)


def product_backlog_page(person: Person, slug: str, moment: Moment, filters: Filters) -> ListPage:
    """The list of the product at `slug`; raises `NotFound` where there was none."""
    return _page(person, home_at(slug, moment), slug, moment, filters)


def limits_on(on: date) -> BacklogPolicy:
    """The thresholds in force at the end of `on`."""
    policy: PolicyVersion = policy_on(on)
    return read_thresholds(BacklogPolicy, "backlog", policy.thresholds)


def _page(
    person: Person, cluster: Any, only: str | None, moment: Moment, filters: Filters
) -> ListPage:
    limits = limits_on(moment.on)
    selection = Selection(filters, moment, limits, counted_items(cluster, moment, filters))
    tallies = tallies_of(cluster, moment, selection)
    product = next((tally for tally in tallies if tally.slug == only), None)
    if only and product is None:
        raise NotFound("There is no such product.", code="not_found")
    slug = only or filters.product
    wanted = [tally for tally in tallies if slug in ("", tally.slug)]
    path = reverse("backlogs:product-backlog", args=[only]) if only else home_path(cluster.slug)
    can_edit = not moment.is_past and edits_backlog(person, cluster.pk)
    return ListPage(
        name=product.name if product else cluster.name,
        slug=only or cluster.slug,
        path=path,
        owner=cluster.owner_name or "",
        owner_slug=cluster.owner_slug or "",
        cluster_name=cluster.name,
        cluster_path=home_path(cluster.slug),
        is_cluster=product is None,
        products=tuple(tallies),
        can_edit=can_edit,
        can_move=can_edit and filters.shows_open_only,
        filters=filters,
        selects=selects(filters, [] if only else tallies),
        kinds=kinds(),
        states=states(),
        chips=chips(filters, path, moment, tallies),
        **_figures(wanted),
        **_rows(cluster, wanted, path, selection),
        **_freshness(cluster, moment, limits),
        **_addresses(cluster, path, moment, filters),
    )


def _figures(wanted: list[Tally]) -> dict[str, Any]:
    """What the list shows altogether."""
    return {
        "shown": sum(tally.shown for tally in wanted),
        "points": sum(tally.points for tally in wanted),
        "stale": sum(tally.stale for tally in wanted),
    }


def _rows(cluster: Any, wanted: list[Tally], path: str, selection: Selection) -> dict[str, Any]:
    """This page's rows, the position of the first, and where the next ones are."""
    read = rows_then if selection.moment.is_past else rows_now
    by_product = {tally.product_id: tally for tally in wanted}
    start, rows = read(cluster.pk, by_product, selection, PAGE + 1)
    before = sum(tally.before for tally in wanted) if start is None else start
    has_more = len(rows) > PAGE
    return {
        "rows": tuple(rows[:PAGE]),
        "first": 1 + before,
        "more": list_url(path, selection.moment, selection.filters, after=rows[PAGE - 1].reference)
        if has_more
        else "",
    }


def _freshness(cluster: Any, moment: Moment, limits: BacklogPolicy) -> dict[str, Any]:
    """When the list was last tended; an untended one says so."""
    refined = _refined(cluster, moment)
    has_list = hasattr(cluster, "backlog")
    return {
        "order_version": cluster.backlog.order_version if has_list else 0,
        "freshness": f"Last put in order {day(refined, moment.on)}" if refined else "",
        "is_stale": refined is not None and is_stale(refined, moment.on, limits.list_stale_days),
    }


def _refined(cluster: Any, moment: Moment) -> date | None:
    if moment.is_past:
        at = refined_by([cluster.pk], ends(moment.on)).get(cluster.pk)
    else:
        at = cluster.backlog.refined_at if hasattr(cluster, "backlog") else None
    return timezone.localdate(at) if at else None


def _addresses(cluster: Any, path: str, moment: Moment, filters: Filters) -> dict[str, Any]:
    """Where a person may go on from the list."""
    item_path, item_suffix = item_parts(moment)
    return {
        "create_url": reverse("backlogs:item-create", args=[cluster.slug]),
        "quick_url": reverse("backlogs:item-quick", args=[cluster.slug]),
        "several_url": reverse("backlogs:item-several", args=[cluster.slug]),
        "acts_url": reverse("backlogs:act-list", args=[cluster.slug]),
        "bulk_url": reverse("backlogs:item-selection", args=[cluster.slug]),
        "pick_url": list_url(path, moment, filters, pick="all"),
        "stale_url": list_url(path, moment, filters, stale="1"),
        "exports": exports(path, moment, filters),
        "item_path": item_path,
        "item_suffix": item_suffix,
        "at": at_of(moment),
    }
