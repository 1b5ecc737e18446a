"""Everything a list shows, as a table: all its rows, not only those of the first page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from backlogs.models import Item, StateEvent
from backlogs.queries.clock import ends
from backlogs.queries.clusters import cluster_at, home_at
from backlogs.queries.counted import counted_items
from backlogs.queries.flow import STARTED
from backlogs.queries.lists import limits_on
from backlogs.queries.rows import order_then
from backlogs.queries.selection import Selection
from backlogs.queries.sorting import ordering
from backlogs.queries.tallies import products_in
from backlogs.values import Dimension, Filters, ItemState, ItemType
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import plain
from portfolio.kernel.tabular.values import Cell, Table

COLUMNS = (
    "Place", "Key", "Product", "Title", "Type", "Dimension", "State", "Effort", "Assignee",
    "Created", "Started", "Closed", "Reason", "Last touched", "Description",
    "For", "Outcome", "Seen in", "From", "To", "By",
)  # fmt: skip
NAMES = (
    "number", "title", "type", "dimension", "shown_state", "effort", "created_at", "shown_touched",
    "description", "product_key", "product_name", "assignee_name", "began_at", "ended_at", "why",
    "outcome__persona__name", "outcome__statement", "outcome__metric__name",
    "outcome__key_result__title", "outcome__value_from", "outcome__value_to", "outcome__due_on",
)  # fmt: skip
AT_ONCE = 1_000


@dataclass(frozen=True)
class Export:
    """A table and the name of its file, without an ending."""

    name: str
    table: Table


def cluster_export_table(person: Person, slug: str, moment: Moment, filters: Filters) -> Export:
    """What the list of the cluster at `slug` shows; raises `NotFound` where there was none."""
    return _export(person, cluster_at(slug, moment), "", moment, filters)


def product_export_table(person: Person, slug: str, moment: Moment, filters: Filters) -> Export:
    """What the list of the product at `slug` shows; raises `NotFound` where there was none."""
    return _export(person, home_at(slug, moment), slug, moment, filters)


def _export(person: Person, cluster: Any, only: str, moment: Moment, filters: Filters) -> Export:
    # Where a page begins is no part of what is shown.
    filters = replace(filters, after=None, until=None, end=False)
    counted = counted_items(cluster, moment, filters)
    selection = Selection(filters, moment, limits_on(moment.on), counted, person.pk)
    slugs = dict(products_in(cluster, moment).values_list("slug", "pk"))
    wanted = only or filters.product
    if only and only not in slugs:
        raise NotFound("There is no such product.", code="not_found")
    products = [pk for name, pk in slugs.items() if wanted in ("", name)]
    selection = selection.found_in(Item.objects.filter(product_id__in=products))
    read = _rows_then if moment.is_past else _rows_now
    rows = read(cluster.pk, products, selection)
    when = moment.quarter.slug if moment.is_past else moment.on.isoformat()
    cells = (_cells(row) for row in rows)
    return Export(f"backlog-{only or cluster.slug}-{when}", Table("Backlog", COLUMNS, cells))


def _rows_now(
    cluster_id: int, products: list[int], selection: Selection
) -> Iterable[Mapping[str, Any]]:
    items = selection.items(Item.objects.filter(cluster_id=cluster_id, product_id__in=products))
    rows: Iterable[Mapping[str, Any]] = (
        _detailed(items, selection.moment)
        .annotate(place=Window(RowNumber(), order_by=F("rank").asc()))
        .order_by(*ordering(selection.filters.sort))
        .values(*NAMES, "place")
        .iterator(AT_ONCE)
    )
    return rows


def _rows_then(
    cluster_id: int, products: list[int], selection: Selection
) -> Iterator[Mapping[str, Any]]:
    """In the order as it was, which is today's with every later move taken back, or as sorted.

    However they are sorted, their places are those of the order.
    """
    items = selection.items(Item.objects.filter(product_id__in=products))
    sort = selection.filters.sort
    shown = dict.fromkeys(items.order_by(*ordering(sort)).values_list("pk", flat=True))
    ordered = [key for key in order_then(cluster_id, products, selection) if key in shown]
    places = {key: place for place, key in enumerate(ordered, start=1)}
    order = ordered if selection.filters.is_ordered else list(shown)
    for start in range(0, len(order), AT_ONCE):
        keys = order[start : start + AT_ONCE]
        rows = _detailed(items.filter(pk__in=keys), selection.moment).order_by()
        found = {row["pk"]: row for row in rows.values("pk", *NAMES)}
        yield from (found[key] | {"place": places[key]} for key in keys if key in found)


def _detailed(items: Any, moment: Moment) -> Any:
    """`items` with what a list leaves to the item's own page: days, reason, people's names."""
    events = StateEvent.objects.filter(item=OuterRef("pk"), at__lt=ends(moment.on))
    first = events.filter(to_state__in=STARTED).order_by("at", "id")
    last = events.order_by("-at", "-id")
    return items.annotate(
        product_key=F("product__key"),
        product_name=F("product__name"),
        assignee_name=F("assignee__name"),
        began_at=Subquery(first.values("at")[:1]),
        ended_at=Subquery(last.values("at")[:1]),
        why=Subquery(last.values("reason")[:1]),
    )


def _cells(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    state = ItemState(row["shown_state"])
    return (
        row["place"],
        f"{row['product_key']}-{row['number']}",
        row["product_name"],
        row["title"],
        ItemType(row["type"]).label,
        Dimension(row["dimension"]).label,
        state.label,
        row["effort"],
        row["assignee_name"],
        _day(row["created_at"]),
        _day(row["began_at"]),
        _day(row["ended_at"]) if state.is_closed else None,
        row["why"] if state.is_closed else None,
        _day(row["shown_touched"]),
        row["description"].replace("\r\n", "\n"),
        row["outcome__persona__name"],
        row["outcome__statement"],
        row["outcome__metric__name"] or row["outcome__key_result__title"],
        _number(row["outcome__value_from"]),
        _number(row["outcome__value_to"]),
        row["outcome__due_on"],
    )


def _number(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain(value)


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
