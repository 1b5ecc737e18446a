"""A product's shares over eight quarters: chart, evidence and where the numbers come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.safestring import SafeString

from backlogs.queries.addresses import item_parts, list_url
from backlogs.values import Filters
from portfolio.kernel.charts import signal as chart
from portfolio.kernel.marks import day, status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import EXACT, HUNDRED, shown
from portfolio.kernel.passports import Passport
from portfolio.kernel.words import counted
from products.models import Product
from reviews.calculations.split import reading
from reviews.calculations.split_words import part, rounded_down, what
from reviews.values.split import ClusterQuarter, Heard, Measure, Reading, Signal

Products = Mapping[int, Product]
CAPTIONS = {
    Signal.CROWDING: "share of the work the cluster shipped",
    Signal.DEMAND: "share of the hours or tickets of running it",
}
DEFINITIONS = {
    Signal.CROWDING: "Of the effort points the cluster's products shipped in the quarter (items, "
    "where any of them has no points), the part this product took. It counts when another product "
    "had ready items at the quarter's start and shipped nothing.",
    Signal.DEMAND: "Of the owner hours recorded for the cluster's products in the quarter, or of "
    "the tickets where hours are not recorded for all of them, the part this product took.",
}


@dataclass(frozen=True)
class Idle:
    """A product that had ready items and shipped nothing, with those items and their addresses."""

    name: str
    items: list[tuple[str, str]]


@dataclass(frozen=True)
class EvidenceRow:
    """One quarter: the share, what it is made of with the list behind it, and the limit."""

    quarter: str
    share: SafeString | str
    amount: str
    url: str
    limit: str
    idle: list[Idle]
    gap: str


@dataclass(frozen=True)
class Figure:
    """One signal of one product, drawn and explained."""

    title: str
    caption: str
    mark: SafeString
    chart: SafeString
    passport: Passport
    rows: list[EvidenceRow]


def figure(
    kind: Signal,
    product: Product,
    quarters: Sequence[ClusterQuarter],
    products: Products,
    moment: Moment,
    held: Heard | None,
) -> Figure:
    """The signal's shares, `quarters` being the newest first."""
    rows = [reading(kind, product.pk, one) for one in quarters]
    oldest = list(reversed(rows))
    drawn = chart(
        [_percent(row.share) for row in oldest],
        [_percent(row.limit) for row in oldest],
        [f"Q{row.quarter.number}" for row in oldest],
        label=f"{kind.label} of {product.name} by quarter: "
        + ", ".join(f"{row.quarter.label} {part(row.share)}" for row in oldest),
    )
    newest = rows[0] if rows else None
    words = part(newest.share) if newest and newest.share is not None else "No data"
    tone = "watch" if held else ("ok" if newest and newest.share is not None else "none")
    return Figure(
        title=kind.label,
        caption=CAPTIONS[kind],
        mark=status_mark(tone, words),
        chart=drawn,
        passport=_passport(kind, product, newest, moment, words),
        rows=[_row(kind, row, product, products, moment) for row in rows],
    )


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else rounded_down(EXACT.multiply(share, HUNDRED))


def _passport(
    kind: Signal, product: Product, newest: Reading | None, moment: Moment, words: str
) -> Passport:
    told = newest is not None and newest.share is not None
    return Passport(
        shown=words,
        definition=DEFINITIONS[kind],
        formula=f"{what(newest)} = {words}, limit {part(newest.limit)}"
        if newest and told
        else "no answer" + (f": {newest.gap}" if newest and newest.gap else ""),
        rows=[(newest.quarter.label, words)] if newest else [],
        fresh=f"as of {day(moment.on)}",
        url=_source(kind, newest, product, moment) if newest else "",
        source="What was shipped" if kind is Signal.CROWDING else "Where it is recorded",
    )


def _row(
    kind: Signal, row: Reading, product: Product, products: Products, moment: Moment
) -> EvidenceRow:
    before, after = item_parts(moment)
    idle = [
        Idle(products[pk].name, [(item, f"{before}{item}{after}") for item in items])
        for pk, items in row.starved.items()
    ]
    share: SafeString | str = part(row.share)
    if row.holds:
        share = status_mark("watch", part(row.share))
    return EvidenceRow(
        quarter=row.quarter.label,
        share=share if row.share is not None else "",
        amount="" if row.amount is None else f"{shown(row.amount)} of {_whole(row)}",
        url=_source(kind, row, product, moment) if row.amount else "",
        limit=part(row.limit) if row.limit is not None else "",
        idle=idle,
        gap=f"No answer: {row.gap}." if row.gap else "",
    )


def _whole(row: Reading) -> str:
    whole = row.total or Decimal(0)
    if row.measure is Measure.ITEMS:
        return counted(int(whole), "item")
    return f"{shown(whole)} {row.measure.label if row.measure else ''}".strip()


def _source(kind: Signal, row: Reading, product: Product, moment: Moment) -> str:
    """The list that holds exactly what was counted."""
    if kind is Signal.CROWDING:
        path = reverse("backlogs:product-backlog", args=[product.slug])
        return list_url(path, moment, Filters(state="all", shipped=row.quarter))
    if row.measure is Measure.HOURS:
        return reverse("products:owner-hours", args=[product.slug])
    return ""
