"""Section: outputs beside outcomes of the quarter, and the outcome reviews that came due in it."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backlogs.calculations.worked import Work, tally
from backlogs.models import OutcomeReview
from backlogs.queries.worked import shipped_work
from backlogs.values.verdicts import Lot
from portfolio.kernel.numbers import plain, rounded
from reviews.packets.chunk import Chunk

EFFECT_PLACES = 4


def load(chunk: Chunk) -> dict[int, Any]:
    """What each cluster shipped in the quarter and what is known of it, in three statements."""
    homes = {product.id: pk for pk, products in chunk.products.items() for product in products}
    works: dict[int, list[Work]] = defaultdict(list)
    for work in shipped_work(list(homes), chunk.quarter.start, chunk.day):
        works[homes[work.product_id]].append(work)
    reviews = _reviews(chunk, homes)
    return {
        pk: {"shipped": _shipped(works[pk], chunk), "reviews": reviews[pk]} for pk in chunk.products
    }


def _shipped(works: list[Work], chunk: Chunk) -> Any:
    found = tally(works, chunk.day)
    return {"all": found.shipped, "lots": {lot.value: found.lots[lot] for lot in Lot}}


def _reviews(chunk: Chunk, homes: dict[int, int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = OutcomeReview.objects.filter(
        item__product_id__in=homes, due_on__range=(chunk.quarter.start, chunk.day)
    ).select_related("item__product")
    for row in rows.order_by("due_on", "item__product__key", "item__number", "days"):
        found[homes[row.item.product_id]].append(_review(row, chunk))
    return found


def _review(row: OutcomeReview, chunk: Chunk) -> Any:
    looked = row.said_at is not None and timezone.localdate(row.said_at) <= chunk.day
    return {
        "item": f"{row.item.product.key}-{row.item.number}",
        "title": row.item.title,
        "days": row.days,
        "shipped_on": row.shipped_on,
        "due_on": row.due_on,
        "verdict": row.said_verdict if looked else row.verdict,
        "computed": row.verdict,
        "looked_at": looked,
        "reason": row.said_reason if looked else "",
        "gap": row.gap,
        "figure": row.figure,
        "unit": row.unit,
        "before": _plain(row.before),
        "expected": _plain(row.expected),
        "after": _plain(row.after),
        "effect": None if row.effect is None else rounded(row.effect, EFFECT_PLACES),
    }


def _plain(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain(value)
