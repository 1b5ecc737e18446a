"""Quarters that can be reviewed, and the one an address names."""

from __future__ import annotations

from django.db.models import Min
from django.db.models.functions import Lower

from people.queries import organisation, today
from portfolio.kernel.errors import NotFound
from portfolio.kernel.quarters import Quarter
from products.models import Placement


def quarter_at(slug: str) -> Quarter:
    """The quarter an address names. Raises `NotFound` when it is none of this calendar."""
    try:
        quarter = Quarter.parse(slug, organisation().first_month)
    except ValueError:
        quarter = None
    if quarter is None or quarter.slug != slug:
        raise NotFound("There is no such quarter.", code="quarter_unknown")
    return quarter


def quarters_over() -> list[Quarter]:
    """Quarters that are over and in which a product was placed by their end, newest first."""
    first = Placement.objects.aggregate(first=Min(Lower("period")))["first"]
    if first is None:
        return []
    first_month = organisation().first_month
    quarter, oldest = Quarter.of(today(), first_month).previous(), Quarter.of(first, first_month)
    found = []
    while quarter >= oldest:
        found.append(quarter)
        quarter = quarter.previous()
    return found
