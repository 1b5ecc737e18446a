"""The page that overrides a product's activity."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio.kernel.marks import day
from products.models import Product
from products.values import TreatAs


@dataclass(frozen=True)
class OverrideLine:
    """One override with its days."""

    treat_as: str
    since: str
    until: str
    reason: str
    by: str


@dataclass(frozen=True)
class OverrideFormPage:
    """The overrides so far, newest first."""

    product: Product
    lines: list[OverrideLine]


def override_form_page(product: Product) -> OverrideFormPage:
    """What leadership decided before about the product's activity."""
    rows = product.overrides.select_related("decided_by").order_by("-period")
    lines = [
        OverrideLine(
            treat_as=TreatAs(row.treat_as).label,
            since=day(row.since),
            until=day(row.until),
            reason=row.reason,
            by=row.decided_by.name if row.decided_by else "",
        )
        for row in rows
    ]
    return OverrideFormPage(product, lines)
