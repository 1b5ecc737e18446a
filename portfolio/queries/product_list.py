"""The products list: filtered, sorted, a page at a time, with rows written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.marks import person_mark
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import at, page, pattern
from portfolio.queries.filtering import ProductFilter, listed, query_of
from portfolio.queries.items import count_open_items
from portfolio.queries.marks import health_mark, score_text, stage_in_row, stage_symbols
from portfolio.queries.paging import Place, Slice, Sort, slice_of
from portfolio.queries.product_filters import (
    Choice,
    Link,
    chips_of,
    choices_of,
    options_of,
    without_each,
)
from portfolio.values import PortfolioPolicy
from products.queries import policy_on
from reviews.permissions import reads_load

COLUMNS: Final = (
    ("name", "Product", ""),
    ("stage", "Stage", ""),
    ("cluster", "Cluster", ""),
    ("owner", "Owner", ""),
    ("health", "Health", "num"),
    ("value", "Value", "num"),
)
NEEDED: Final = (
    "product_id", "product__name", "product__slug", "product__key", "cluster__name",
    "cluster__slug", "owner_id", "owner_name", "owner_slug", "stage", "health", "value",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One product, every cell ready."""

    name: str
    key: str
    url: str
    stage: str
    cluster: str
    cluster_url: str
    owner: str
    health: str
    value: str
    items: str


@dataclass(frozen=True)
class ProductListPage:
    """Ready values for `portfolio/product_list.html`."""

    wanted: ProductFilter
    sort: str
    rows: list[Row]
    total: int
    first: int
    last: int
    chips: list[Link]
    choices: list[Choice]
    kept: list[tuple[str, str]]
    heads: list[Link]
    without: list[Link]
    earlier: str
    later: str
    add_url: str
    symbols: SafeString


def product_list_page(
    moment: Moment, given: Mapping[str, str], person: Person, *, whole: bool = True
) -> ProductListPage:
    """The page the address asks for. Raises `NotFound` for filters and pages there are none of.

    Not `whole`: only what the list's fragment shows, without the filter form and the head.
    """
    wanted, sort = ProductFilter.read(given), Sort.read(given.get("sort", "") or "name")
    place = Place.read(given.get("after", ""), given.get("before", ""), sort)
    policy = PortfolioPolicy.from_thresholds(policy_on(moment.on).thresholds)
    found = slice_of(listed(moment, wanted, policy, person), sort, place, NEEDED)
    options = options_of(moment, wanted, whole=whole)
    choices = choices_of(wanted, options)
    query = {**wanted.given, "sort": given.get("sort", ""), "at": at(moment)[4:]}
    return ProductListPage(
        wanted=wanted,
        sort=given.get("sort", ""),
        rows=_rows(found, moment, policy, person),
        total=found.total,
        first=found.first,
        last=found.last,
        chips=chips_of(wanted, query, options),
        choices=choices,
        kept=_kept(query, choices),
        heads=_heads(sort, query),
        without=[] if found.total else without_each(moment, wanted, query, options, policy, person),
        earlier=query_of({**query, "before": found.before}) if found.before else "",
        later=query_of({**query, "after": found.after}) if found.after else "",
        add_url=_add_url(moment, person) if whole else "",
        symbols=stage_symbols(),
    )


def _kept(query: Mapping[str, str], choices: list[Choice]) -> list[tuple[str, str]]:
    """What the address says beyond the form's own controls: the form sends it along."""
    shown = {"q", *(choice.name for choice in choices)}
    return [(name, text) for name, text in query.items() if text and name not in shown]


def _add_url(moment: Moment, person: Person) -> str:
    """Where leadership, who shapes clusters, adds a product; nothing for others."""
    may = is_leadership(person) and not moment.is_past
    return page("products:product-create") if may else ""


def _owner(name: str | None, url: str) -> SafeString:
    """The owner's name; without the disc of initials, which fifty times over is noise and 3 KB."""
    if not name:
        return person_mark("")
    return format_html('<a class="go" href="{}">{}</a>', url, name) if url else escape(name)


def _rows(found: Slice, moment: Moment, policy: PortfolioPolicy, person: Person) -> list[Row]:
    product_url = pattern("portfolio:product-detail", moment)
    cluster_url = pattern("portfolio:cluster-detail", moment)
    owner_page = pattern("reviews:owner-detail", moment)
    items = count_open_items([row["product_id"] for row in found.rows], moment)
    return [
        Row(
            name=row["product__name"],
            key=row["product__key"],
            url=product_url(row["product__slug"]),
            stage=stage_in_row(row["stage"] or ""),
            cluster=row["cluster__name"],
            cluster_url=cluster_url(row["cluster__slug"]),
            owner=_owner(
                row["owner_name"],
                owner_page(row["owner_slug"] or "")
                if reads_load(person, row["owner_id"])
                else ProductFilter(owner=row["owner_slug"] or "").url(moment),
            ),
            health=health_mark(row["health"], policy),
            value=score_text(row["value"]),
            items=str(items.get(row["product_id"], "")),
        )
        for row in found.rows
    ]


def _heads(sort: Sort, query: Mapping[str, str]) -> list[Link]:
    """Column heads: a click sorts, a second one turns it; scores begin with the best."""
    heads = []
    for name, label, classes in COLUMNS:
        is_current = sort.name == name
        wish = sort.turned() if is_current else Sort(name, name in ("health", "value"))
        note = ("descending" if sort.is_descending else "ascending") if is_current else ""
        url = query_of({**query, "sort": wish.word})
        heads.append(Link(label, url, note, is_current, classes))
    return heads
