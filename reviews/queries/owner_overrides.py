"""The overrides over the activity of what a person holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviews.values import Holding


@dataclass(frozen=True)
class OverrideRow:
    """A person's word over the activity of a product, and the last day it holds."""

    product: str
    treat_as: str
    last_day: date | None
    reason: str
    by: str


def overrides_of(holdings: tuple[Holding, ...]) -> list[OverrideRow]:
    """Every override that holds, in the order of what is held."""
    return [
        OverrideRow(
            product.name,
            product.override.treat_as.label,
            product.override.period.last_day,
            product.override.reason,
            product.override.by,
        )
        for holding in holdings
        for product in holding.products
        if product.override is not None
    ]
