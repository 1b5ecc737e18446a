"""All a person's work: the lists they keep and what is theirs in others, each in its own order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from backlogs.models import Item
from backlogs.queries.addresses import at_of, home_path, item_parts, list_url
from backlogs.queries.clock import ends
from backlogs.queries.lists import limits_on
from backlogs.queries.options import (
    Chip,
    Mark,
    Option,
    Select,
    chips,
    kept,
    marks,
    orders,
    rarer_selects,
    selects,
    sort_select,
)
from backlogs.queries.rows import Row, row_of, row_values, worded
from backlogs.queries.selection import Selection
from backlogs.queries.sorting import ordering
from backlogs.queries.state import orders_at
from backlogs.queries.tallies import Tally, counts_without, tallies_of
from backlogs.queries.waits import blockers
from backlogs.values import ME, Filters, Sort
from people.models import Person
from portfolio.kernel.moments import Moment
from products.models import Cluster, Product
from products.permissions import belonging

EACH = 50
"""Rows shown of each list; the rest is one link away."""


@dataclass(frozen=True)
class Group:
    """What one cluster's list holds of it, written by `backlogs/_rows.html`."""

    name: str
    url: str
    words: str
    shown: int
    rows: tuple[Row, ...]
    shows_products: bool
    item_path: str
    item_suffix: str
    first: int = 1
    can_edit: bool = False
    can_move: bool = False

    @property
    def rest(self) -> int:
        """How many more there are."""
        return self.shown - len(self.rows)


@dataclass(frozen=True)
class MyWorkPage:
    """Ready values for `backlogs/my_work.html`."""

    path: str
    at: str
    groups: tuple[Group, ...]
    shown: int
    points: int
    stale: int
    is_near: bool
    filters: Filters
    selects: tuple[Select, ...]
    rarer: tuple[Select, ...]
    sorts: Select
    orders: tuple[Option, ...]
    marks: tuple[Mark, ...]
    kept: tuple[Option, ...]
    chips: tuple[Chip, ...]
    rows_url: str
    order_url: str
    can_close: bool = False


def my_work_page(person: Person, moment: Moment, filters: Filters) -> MyWorkPage:
    """Items of the clusters the person owns or is in the team of, and those assigned to them.

    Whose they are is asked as of today, how they stood as of the moment. The cost is the same for
    two clusters and for twenty.
    """
    filters = replace(filters, shipped=None, started=None, age=None, after=None, until=None)
    kept_ids = belonging(person).all
    theirs = Q(cluster_id__in=kept_ids) | Q(assignee=person)
    limits = limits_on(moment.on)
    selection = Selection(filters, moment, limits, person_id=person.pk, within=theirs)
    selection = selection.found_in(Item.objects.all())
    mine = Q(cluster_id__in=kept_ids) | Q(items__assignee=person)
    products = Product.objects.filter(pk__in=Product.objects.filter(mine).values("pk"))
    tallies = tallies_of(products, selection)
    wanted = [tally for tally in tallies if filters.product in ("", tally.slug)]
    path = reverse("backlogs:my-work")
    without = {} if any(one.shown for one in wanted) else counts_without(tallies, None, selection)
    return MyWorkPage(
        path=path,
        at=at_of(moment),
        groups=tuple(_groups(wanted, kept_ids, selection)),
        shown=sum(tally.shown for tally in wanted),
        points=sum(tally.points for tally in wanted),
        stale=sum(tally.stale for tally in wanted),
        is_near=selection.near,
        filters=filters,
        selects=selects(filters),
        rarer=rarer_selects(filters, tallies, tallies),
        sorts=sort_select(filters),
        orders=orders(filters),
        marks=marks(filters, wanted),
        kept=kept(filters),
        chips=chips(filters, path, moment, tallies, without),
        rows_url=list_url(path, moment, filters),
        order_url=list_url(path, moment, replace(filters, sort=Sort.ORDER)),
    )


def _groups(
    wanted: list[Tally], kept_ids: Collection[int], selection: Selection
) -> Iterable[Group]:
    """One group for each cluster that has something to show, by name."""
    filters, moment = selection.filters, selection.moment
    products = {tally.product_id: tally for tally in wanted}
    homes = {tally.product_id: tally.cluster_id for tally in wanted}
    found: dict[int, list[Row]] = {}
    for values in _values(products, selection):
        row = row_of(values, products, selection)
        found.setdefault(homes[values["product_id"]], []).append(row)
    item_path, item_suffix = item_parts(moment)
    clusters = Cluster.objects.filter(pk__in=found).order_by("name", "pk")
    for cluster in clusters:
        is_kept = cluster.pk in kept_ids
        scope = filters if is_kept or filters.assignee else replace(filters, assignee=ME)
        own = [tally for tally in wanted if tally.cluster_id == cluster.pk]
        yield Group(
            name=cluster.name,
            url=list_url(home_path(cluster.slug), moment, scope),
            words="" if is_kept else "assigned to you",
            shown=sum(tally.shown for tally in own),
            rows=tuple(found[cluster.pk]),
            shows_products=len({row.product for row in found[cluster.pk]}) > 1,
            item_path=item_path,
            item_suffix=item_suffix,
        )


def _values(products: Collection[int], selection: Selection) -> list[Mapping[str, Any]]:
    """The first rows of each cluster, in its order or as sorted."""
    sort = selection.filters.sort
    names = ("pk", "cluster_id", *row_values(sort))
    items = worded(selection.items(Item.objects.filter(product_id__in=products)), selection)
    if not selection.moment.is_past:
        items, names = items.annotate(waits_for=blockers()), (*names, "waits_for")
    if selection.moment.is_past and sort is Sort.ORDER:
        return _values_then(items.order_by("cluster_id", "rank").values(*names), selection)
    order = ordering(sort)
    number = Window(RowNumber(), partition_by=F("cluster_id"), order_by=order)
    first = items.annotate(nth=number).filter(nth__lte=EACH)
    return list(first.order_by("cluster_id", *order).values(*names))


def _values_then(
    rows: Iterable[Mapping[str, Any]], selection: Selection
) -> list[Mapping[str, Any]]:
    found: dict[int, dict[int, Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["cluster_id"], {})[row["pk"]] = row
    orders = orders_at(list(found), found, ends(selection.moment.on))
    return [found[home][key] for home in found for key in orders[home][:EACH]]
