"""Which item a row means: by our own reference first, then by the key its source gives it.

`CR-198` of the row's own product is that item, whoever wrote the file, and no outside key is kept
for it. A new item keeps the number of such a reference, so a list that leaves one installation
is called the same in the next, and the same file finds it there again.
"""

from __future__ import annotations

from typing import Any

from backlogs.imports.loading import OWN
from backlogs.values import Reference
from portfolio.kernel.importing import Ref, Row, World


def _reference(row: Row) -> Reference | None:
    return Reference.parse(str(row.values.get("reference", "")))


def _own(world: World, row: Row) -> Ref | None:
    own: dict[str, Ref] = world.memo(OWN, dict)
    return own.get(str(_reference(row)))


def product_of(world: World, row: Row) -> Ref | None:
    """The product a row names; where several are called so, the one its reference belongs to."""
    item = _own(world, row)
    named = str(row.values["product"]).casefold()
    if item is not None and item.extra["product"].casefold() == named:
        return world.by_pk["product", item.values["product_id"]]
    return world.resolve(row, "product")


def existing_item(world: World, row: Row, product: Ref) -> Ref | None:
    """The item the row means, or None for a new one."""
    own = _own(world, row)
    if own is not None and own.values["product_id"] == product.pk:
        row.key = ""
        return own
    return world.keyed("item", row.key)


def kept_number(row: Row, product: Ref) -> int | None:
    """The number a new item brings along: that of a reference with its product's own key."""
    reference = _reference(row)
    key: Any = product.values.get("key")
    return reference.number if reference is not None and reference.key == key else None


def is_repeated(world: World, row: Row) -> bool:
    """Whether an earlier row named the same item; then this one is refused."""
    reference = _reference(row)
    if reference is None:
        return False
    seen: dict[Reference, str] = world.memo("references seen", dict)
    if reference in seen:
        reason = f"{reference} stands in {seen[reference]} too. Keep one of them"
        world.refuse(row, "reference", reason, "key-twice")
        return True
    seen[reference] = row.origin.label
    return False
