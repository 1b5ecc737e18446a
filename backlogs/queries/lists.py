"""The backlog page of a cluster and of a product: one list, the second one filtered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from backlogs.calculations.freshness import is_stale
from backlogs.queries.addresses import at_of, exports, home_path, item_parts, list_url, part_url
from backlogs.queries.capacity import capacity_line
from backlogs.queries.clock import ends
from backlogs.queries.clusters import cluster_at, home_at
from backlogs.queries.counted import counted_items
from backlogs.queries.list_page import ListPage
from backlogs.queries.options import (
    chips,
    kept,
    kinds,
    marks,
    orders,
    rarer_selects,
    selects,
    sort_select,
    states,
)
from backlogs.queries.rows import rows_now, rows_then
from backlogs.queries.saved_views import view_links
from backlogs.queries.selection import Selection
from backlogs.queries.state import refined_by
from backlogs.queries.tallies import Tally, counts_without, products_in, tallies_of
from backlogs.values import BacklogPolicy, Filters, Sort
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.thresholds import read_thresholds
from products.models import PolicyVersion
from products.permissions import edits_backlog
from products.queries import policy_on

PAGE = 100


def cluster_backlog_page(person: Person, slug: str, moment: Moment, filters: Filters) -> ListPage:
    """The list of the cluster at `slug`; raises `NotFound` where there was none."""
    return _page(person, cluster_at(slug, moment, person), None, moment, filters)


def product_backlog_page(person: Person, slug: str, moment: Moment, filters: Filters) -> ListPage:
    """The list of the product at `slug`; raises `NotFound` where there was none."""
    return _page(person, home_at(slug, moment, person), slug, moment, filters)


def limits_on(on: date) -> BacklogPolicy:
    """The thresholds in force at the end of `on`."""
    policy: PolicyVersion = policy_on(on)
    return read_thresholds(BacklogPolicy, "backlog", policy.thresholds)


def _page(
    person: Person, cluster: Any, only: str | None, moment: Moment, filters: Filters
) -> ListPage:
    counted = counted_items(cluster, moment, filters)
    selection = Selection(filters, moment, limits_on(moment.on), counted, person.pk)
    tallies, wanted, selection = _found(products_in(cluster, moment), only, selection)
    product = next((tally for tally in tallies if tally.slug == only), None)
    if only and product is None:
        raise NotFound("There is no such product.", code="not_found")
    path = reverse("backlogs:product-backlog", args=[only]) if only else home_path(cluster.slug)
    can_edit = not moment.is_past and edits_backlog(person, cluster.pk)
    can_edit = can_edit and not (product and product.is_retired)
    found = any(tally.shown for tally in wanted)
    without = {} if found else counts_without(tallies, only, selection)
    query = urlencode((replace(filters, product=only) if only else filters).params())
    return ListPage(
        path=path,
        products=tuple(tallies),
        is_near=selection.near,
        can_edit=can_edit,
        can_close=can_edit and filters.shows_open_only,
        filters=filters,
        chips=chips(filters, path, moment, tallies, without),
        views=view_links(cluster.views, home_path(cluster.slug), query),
        query=query,
        **_whose(cluster, product),
        **_controls(filters, [] if only else tallies, tallies, wanted),
        **_figures(wanted),
        **_rows(cluster, wanted, path, selection, is_whole=len(wanted) == len(tallies)),
        **_freshness(cluster, moment, selection.limits),
        **_addresses(cluster, path, moment, filters),
    )


def _whose(cluster: Any, product: Tally | None) -> dict[str, Any]:
    """Whose list it is."""
    return {
        "name": product.name if product else cluster.name,
        "slug": product.slug if product else cluster.slug,
        "owner": cluster.owner_name or "",
        "owner_slug": cluster.owner_slug or "",
        "cluster_name": cluster.name,
        "cluster_path": home_path(cluster.slug),
        "is_cluster": product is None,
    }


def _controls(
    filters: Filters, offered: list[Tally], tallies: list[Tally], wanted: list[Tally]
) -> dict[str, Any]:
    """What the list may be narrowed and sorted by, and what items picked may become."""
    return {
        "selects": selects(filters),
        "rarer": rarer_selects(filters, offered, tallies),
        "sorts": sort_select(filters),
        "orders": orders(filters),
        "marks": marks(filters, wanted),
        "kept": kept(filters),
        "kinds": kinds(),
        "states": states(),
    }


def _found(
    products: Any, only: str | None, selection: Selection
) -> tuple[list[Tally], list[Tally], Selection]:
    """All products, those asked for, and the selection: widened where nothing is spelled so."""
    tallies = tallies_of(products, selection)
    wanted = _wanted(tallies, only, selection)
    if not selection.filters.q or any(tally.shown for tally in wanted):
        return tallies, wanted, selection
    nearly = tallies_of(products, selection.widened())
    found = _wanted(nearly, only, selection)
    if any(tally.shown for tally in found):
        return nearly, found, selection.widened()
    return tallies, wanted, selection


def _wanted(tallies: list[Tally], only: str | None, selection: Selection) -> list[Tally]:
    slug = only or selection.filters.product
    return [tally for tally in tallies if slug in ("", tally.slug)]


def _figures(wanted: list[Tally]) -> dict[str, Any]:
    """What the list shows altogether."""
    return {
        "shown": sum(tally.shown for tally in wanted),
        "points": sum(tally.points for tally in wanted),
        "stale": sum(tally.stale for tally in wanted),
    }


def _rows(
    cluster: Any, wanted: list[Tally], path: str, selection: Selection, *, is_whole: bool
) -> dict[str, Any]:
    """This page's rows, the position of the first, and where those before and after them are.

    The line of the capacity stands in the whole open order of today only.
    """
    moment, filters = selection.moment, selection.filters
    read = rows_then if moment.is_past else rows_now
    by_product = {tally.product_id: tally for tally in wanted}
    start, rows = read(cluster.pk, by_product, selection, PAGE)
    shown = sum(tally.shown for tally in wanted)
    if start is None:
        start = shown if filters.end else sum(tally.before for tally in wanted)
        start -= len(rows) if filters.goes_back else 0
    more = bool(rows) and start + len(rows) < shown
    has_line = is_whole and not moment.is_past and not filters.params()
    return {
        "rows": tuple(rows),
        "line": capacity_line(cluster, wanted, rows, start, selection) if has_line else None,
        "first": 1 + start,
        "earlier": part_url(path, moment, filters, "until", rows[0]) if rows and start > 0 else "",
        "more": part_url(path, moment, filters, "after", rows[-1]) if more else "",
        "end": list_url(path, moment, filters, end="1") if more else "",
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
        "views_url": reverse("backlogs:saved-view-list", args=[cluster.slug]),
        "acts_url": reverse("backlogs:act-list", args=[cluster.slug]),
        "scores_url": f"{path}scores/",
        "flow_url": reverse("backlogs:cluster-flow", args=[cluster.slug]),
        "bulk_url": reverse("backlogs:item-selection", args=[cluster.slug]),
        "pick_url": list_url(path, moment, filters, pick="all"),
        "exports": exports(path, moment, filters),
        "rows_url": list_url(path, moment, filters) or path,
        "order_url": list_url(path, moment, replace(filters, sort=Sort.ORDER)),
        "item_path": item_path,
        "item_suffix": item_suffix,
        "at": at_of(moment),
    }
