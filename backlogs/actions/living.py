"""A retired product is kept for memory (DOMAIN 2): its items are read, no longer changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from backlogs.models import Item
from portfolio.kernel.errors import Refused
from products.models import Product, StagePeriod
from products.values import Stage


def _retired() -> Any:
    return StagePeriod.objects.open().filter(stage=Stage.RETIRED)


IS_RETIRED = Exists(_retired().filter(product=OuterRef("product")))
"""Of an item: whether its product is retired."""


def check_living(product: Product) -> None:
    """Raise `Refused` for a retired product; what is dated back may be from before that."""
    if _retired().filter(product=product).exists():
        raise Refused(
            f"{product.name} is retired and read-only.", code="product_retired", field="product"
        )


def locked_items() -> Any:
    """Items to be locked and changed, each with `is_retired`."""
    locked = Item.objects.select_for_update(no_key=True, of=("self",))
    return locked.annotate(is_retired=IS_RETIRED)


def check_changeable(item: Any) -> None:
    """Raise `Refused` for an item, read with `locked_items`, whose product is retired."""
    if item.is_retired:
        raise Refused(read_only(item.title), code="product_retired", field="item")


def read_only(title: str) -> str:
    """Why an item cannot be changed any more."""
    return f"“{title}” belongs to a retired product and is read-only."
