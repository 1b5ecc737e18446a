"""The items behind a figure of outcomes, as a list and as a table to take along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from backlogs.calculations.worked import Work
from backlogs.models import Item, OutcomeReview
from backlogs.queries.addresses import item_parts
from backlogs.queries.outcome_choice import Choice
from backlogs.queries.outcome_reviews import TONES, verdict_at, way_words
from backlogs.values.verdicts import Lot, Verdict
from portfolio.kernel.marks import day, status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import plain, shown
from portfolio.kernel.tabular.values import Cell, Table

PAGE: Final = 50
AT_ONCE: Final = 500
COLUMNS: Final = (
    "Key", "Product", "Title", "Type", "Dimension", "Shipped", "Outcome", "Review after days",
    "Review due", "Figure", "Unit", "Before", "Expected", "After", "Share of the way",
    "Computed verdict", "Overruled because",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One shipped item and what it has to show."""

    reference: str
    title: str
    url: str
    product: str
    shipped: str
    mark: SafeString
    way: str
    effect: str
    overruled: str


@dataclass(frozen=True)
class ItemList:
    """A page of the chosen items."""

    title: str
    count: int
    rows: list[Row]
    page: Page[Work]


def lot_mark(lot: Lot) -> SafeString:
    """Shape, word and colour of a lot."""
    tone = TONES.get(Verdict(lot.value), "none") if lot.value in Verdict.texts() else "stale"
    return status_mark("none" if lot in (Lot.SILENT, Lot.FIX) else tone, lot.label)


def item_list(works: Sequence[Work], choice: Choice, moment: Moment, number: str) -> ItemList:
    """The chosen items, the newest shipping first."""
    found = chosen(works, choice, moment)
    page = Paginator(found, PAGE).get_page(number)
    return ItemList(choice.title, len(found), item_rows(list(page.object_list), moment), page)


def chosen(works: Sequence[Work], choice: Choice | None, moment: Moment) -> list[Work]:
    """The items of the choice; all of them without one."""
    found = [work for work in works if choice is None or choice.holds(work, moment.on)]
    return sorted(found, key=lambda work: (work.shipped_on, work.item_id), reverse=True)


def item_rows(works: Sequence[Work], moment: Moment) -> list[Row]:
    """Rows for these, in two statements."""
    items, reviews = _items(works), _reviews(works, moment.on)
    before, after = item_parts(moment)
    return [
        Row(
            reference=_reference(items[work.item_id]),
            title=items[work.item_id]["title"],
            url=f"{before}{_reference(items[work.item_id])}{after}",
            product=items[work.item_id]["product__name"],
            shipped=day(work.shipped_on),
            mark=lot_mark(work.lot_on(moment.on)),
            way=_way(reviews.get((work.item_id, work.shipped_on))),
            effect=_effect(reviews.get((work.item_id, work.shipped_on))),
            overruled=_overruled(reviews.get((work.item_id, work.shipped_on)), moment),
        )
        for work in works
    ]


def export_table(works: Sequence[Work], choice: Choice | None, moment: Moment) -> Table:
    """All chosen items as a table."""
    return Table("Outcomes", COLUMNS, _cells(chosen(works, choice, moment), moment))


def _cells(works: Sequence[Work], moment: Moment) -> Iterator[tuple[Cell, ...]]:
    for at in range(0, len(works), AT_ONCE):
        part = works[at : at + AT_ONCE]
        items, reviews = _items(part), _reviews(part, moment.on)
        for work in part:
            item, review = items[work.item_id], reviews.get((work.item_id, work.shipped_on))
            yield (
                _reference(item),
                item["product__name"],
                item["title"],
                work.type.label,
                work.dimension.label,
                work.shipped_on,
                work.lot_on(moment.on).label,
                *_told(review),
            )


def _told(row: OutcomeReview | None) -> tuple[Cell, ...]:
    if row is None:
        return (None,) * 10
    return (
        row.days,
        row.due_on,
        row.figure or None,
        row.unit or None,
        *(_plain(value) for value in (row.before, row.expected, row.after, row.effect)),
        Verdict(row.verdict).label,
        row.said_reason or None,
    )


def _overruled(row: OutcomeReview | None, moment: Moment) -> str:
    """What the numbers say, where somebody said otherwise by then."""
    if row is None or verdict_at(row, moment) is Verdict(row.verdict):
        return ""
    return f"the numbers say {Verdict(row.verdict).label.lower()}"


def _plain(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain(value)


def _items(works: Sequence[Work]) -> dict[int, dict[str, Any]]:
    rows = Item.objects.filter(pk__in=[work.item_id for work in works])
    names = ("pk", "number", "title", "product__key", "product__name")
    return {row["pk"]: row for row in rows.values(*names)}


def _reviews(works: Sequence[Work], on: date) -> dict[tuple[int, date], OutcomeReview]:
    """The newest review due by the day, of each item and shipping."""
    rows = OutcomeReview.objects.filter(
        item_id__in=[work.item_id for work in works], due_on__lte=on
    )
    return {(row.item_id, row.shipped_on): row for row in rows.order_by("due_on")}


def _reference(item: dict[str, Any]) -> str:
    return f"{item['product__key']}-{item['number']}"


def _way(row: OutcomeReview | None) -> str:
    if row is None:
        return ""
    figure = f"{row.figure}: " if row.figure else ""
    return f"{figure}{way_words(row) or row.get_gap_display()}"  # type: ignore[attr-defined]


def _effect(row: OutcomeReview | None) -> str:
    return shown(row.effect, 2) if row is not None and row.effect is not None else ""
