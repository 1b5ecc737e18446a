"""Did it work? The page of a product, of a cluster, and of whoever looks at more than one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from backlogs.calculations.worked import Work, tally
from backlogs.queries.addresses import FILES, at_of
from backlogs.queries.clusters import cluster_at, home_at
from backlogs.queries.flow_figures import Passport
from backlogs.queries.flow_quarters import Held, held_by
from backlogs.queries.outcome_choice import Choice, address
from backlogs.queries.outcome_items import ItemList, export_table, item_list
from backlogs.queries.outcome_parts import (
    Calibration,
    KindRow,
    Looking,
    LotRow,
    QuarterLine,
    bar_of,
    calibration_of,
    kind_rows,
    lot_rows,
    quarter_lines,
    sentence_of,
    share_passport,
    shipped_passport,
)
from backlogs.queries.worked import shipped_work
from backlogs.values.verdicts import Lot
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.tabular.values import Table
from products.models import Product
from products.queries import policy_on

QUARTERS = 8


@dataclass(frozen=True)
class Whose:
    """Whose outcomes: a name, the address of the page, and the products of each quarter.

    `held` None is every product there is.
    """

    name: str
    path: str
    held: Held | None


@dataclass(frozen=True)
class Outcomes:
    """Ready values for `backlogs/_outcomes.html`, whoever's they are."""

    name: str
    sentence: str
    period: str
    shipped: Passport
    share: Passport
    bar: Any
    lots: list[LotRow]
    lot_words: tuple[str, ...]
    quarters: list[QuarterLine]
    types: list[KindRow]
    dimensions: list[KindRow]
    calibration: Calibration
    chosen: ItemList | None
    exports: tuple[tuple[str, str], ...]
    has_work: bool


@dataclass(frozen=True)
class OutcomesPage:
    """Ready values for the page of a product or of a cluster."""

    name: str
    slug: str
    is_cluster: bool
    at: str
    owner: str
    owner_slug: str
    backlog: str
    cluster_url: str
    outcomes: Outcomes


def product_outcomes_page(slug: str, moment: Moment, params: Mapping[str, str]) -> OutcomesPage:
    """The outcomes of the product at `slug`; raises `NotFound` without."""
    cluster = home_at(slug, moment)
    product = Product.objects.get(slug=slug)
    return _page(product_whose(product, moment), product.slug, False, cluster, moment, params)


def cluster_outcomes_page(slug: str, moment: Moment, params: Mapping[str, str]) -> OutcomesPage:
    """The outcomes of what the cluster at `slug` holds; raises `NotFound` where there was none."""
    cluster = cluster_at(slug, moment)
    return _page(cluster_whose(cluster, moment), slug, True, cluster, moment, params)


def product_outcomes_table(slug: str, moment: Moment, params: Mapping[str, str]) -> Table:
    """What the page of the product shows, as a table."""
    home_at(slug, moment)
    return outcomes_table(product_whose(Product.objects.get(slug=slug), moment), moment, params)


def cluster_outcomes_table(slug: str, moment: Moment, params: Mapping[str, str]) -> Table:
    """What the page of the cluster shows, as a table."""
    return outcomes_table(cluster_whose(cluster_at(slug, moment), moment), moment, params)


def product_whose(product: Product, moment: Moment) -> Whose:
    """The product in every quarter, wherever it was."""
    held = {quarter: [product.pk] for quarter in moment.quarter.trailing(QUARTERS)}
    return Whose(product.name, reverse("backlogs:product-outcomes", args=[product.slug]), held)


def cluster_whose(cluster: Any, moment: Moment) -> Whose:
    """What the cluster held at the end of each quarter."""
    held = held_by(cluster.pk, moment.quarter.trailing(QUARTERS), moment.on)
    return Whose(cluster.name, reverse("backlogs:cluster-outcomes", args=[cluster.slug]), held)


def _page(
    whose: Whose,
    slug: str,
    is_cluster: bool,
    cluster: Any,
    moment: Moment,
    params: Mapping[str, str],
) -> OutcomesPage:
    kind, suffix = "cluster" if is_cluster else "product", at_of(moment)
    return OutcomesPage(
        name=whose.name,
        slug=slug,
        is_cluster=is_cluster,
        at=suffix,
        owner=cluster.owner_name or "",
        owner_slug=cluster.owner_slug or "",
        backlog=reverse(f"backlogs:{kind}-backlog", args=[slug]),
        cluster_url=reverse("backlogs:cluster-outcomes", args=[cluster.slug]) + suffix,
        outcomes=outcomes_of(whose, moment, params),
    )


def outcomes_of(whose: Whose, moment: Moment, params: Mapping[str, str]) -> Outcomes:
    """Everything about the outcomes, in the same few queries however much was shipped."""
    quarters = tuple(moment.quarter.trailing(QUARTERS))
    works = works_of(whose.held, quarters, moment)
    at = Looking(whose.path, moment, policy_on(moment.on))
    found, choice = tally(works, moment.on), Choice.read(params, moment)
    types, dimensions = kind_rows(works, at)
    period = f"shipped from {quarters[0].label} to {quarters[-1].label}"
    return Outcomes(
        name=whose.name,
        sentence=sentence_of(found),
        period=period,
        shipped=shipped_passport(found, period),
        share=share_passport(found, at),
        bar=bar_of(found),
        lots=lot_rows(found, at),
        lot_words=tuple(lot.label for lot in Lot),
        quarters=quarter_lines(works, quarters, at),
        types=types,
        dimensions=dimensions,
        calibration=calibration_of(works, at),
        chosen=item_list(works, choice, moment, params.get("page", "1")) if choice else None,
        exports=tuple(
            (word, address(whose.path, moment, choice, format=word.lower())) for word in FILES
        ),
        has_work=bool(works),
    )


def outcomes_table(whose: Whose, moment: Moment, params: Mapping[str, str]) -> Table:
    """The chosen items, or all of them, as a table."""
    works = works_of(whose.held, tuple(moment.quarter.trailing(QUARTERS)), moment)
    return export_table(works, Choice.read(params, moment), moment)


def works_of(held: Held | None, quarters: Sequence[Quarter], moment: Moment) -> list[Work]:
    """What was shipped in the quarters for the products that count in each."""
    if held is None:
        return shipped_work(None, quarters[0].start, moment.on)
    products: Collection[int] = {pk for group in held.values() for pk in group}
    works = shipped_work(products, quarters[0].start, moment.on)
    first_month = moment.quarter.first_month
    groups = {quarter: frozenset(group) for quarter, group in held.items()}
    return [
        work
        for work in works
        if work.product_id in groups.get(Quarter.of(work.shipped_on, first_month), ())
    ]
