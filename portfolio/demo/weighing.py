"""What the demo's owners spend on their products, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from people.models import Person
from products.actions.weight import record_hours
from products.models import Ownership, Product


def build_weight(content: Mapping[str, Any], products: Mapping[str, Product], today: date) -> None:
    """The hours, written down by whoever is accountable now."""
    for entry in content["hours"]:
        product, spent = products[entry["product"]], entry["spent"]
        months = reversed(_months(today, len(spent)))
        hours = {month: Decimal(one) for month, one in zip(months, spent, strict=True)}
        record_hours(_owner(product, today), product, hours)


def _months(today: date, count: int) -> list[date]:
    """The first days of the last whole months, the newest first."""
    found: list[date] = []
    first = today.replace(day=1)
    for _ in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    return found


def _owner(product: Product, today: date) -> Person | None:
    rows = Ownership.objects.on(today).filter(cluster=product.cluster_id)
    row = rows.select_related("person").first()
    return row.person if row else None
