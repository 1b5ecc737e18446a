"""The yearly question: the answers so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio.kernel.marks import day
from products.models import InvestmentAnswer, Product
from products.values.lifecycle import Investment


@dataclass(frozen=True)
class AnswerLine:
    """One answer."""

    answer: str
    day: date
    on: str
    by: str
    reason: str


@dataclass(frozen=True)
class InvestmentPage:
    """The answers so far, newest first."""

    product: Product
    lines: list[AnswerLine]


def investment_page(product: Product, on: date) -> InvestmentPage:
    """What was answered up to a day."""
    return InvestmentPage(product, answers_of(product.pk, on))


def answers_of(product_id: int, on: date) -> list[AnswerLine]:
    """Every answer up to the end of day `on`, newest first."""
    rows = InvestmentAnswer.objects.filter(product_id=product_id, answered_on__lte=on)
    return [
        AnswerLine(
            answer=Investment(row.answer).label,
            day=row.answered_on,
            on=day(row.answered_on),
            by=row.answered_by.name if row.answered_by else "",
            reason=row.reason,
        )
        for row in rows.select_related("answered_by").order_by("-answered_on")
    ]
