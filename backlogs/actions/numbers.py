"""How items are numbered within their product, and what keeps a reference good for ever."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from backlogs.models import FormerName, Item
from portfolio.kernel.errors import Refused
from products.models import Product


def newest_numbers(product_ids: Collection[int]) -> dict[int, int]:
    """The highest number ever given in each product, 0 where none was; their lists are held."""
    found = dict.fromkeys(product_ids, 0)
    for rows in (Item.objects, FormerName.objects):
        newest = rows.filter(product_id__in=product_ids).order_by("product_id", "-number")
        for product_id, number in newest.distinct("product_id").values_list("product_id", "number"):
            found[product_id] = max(found[product_id], number)
    return found


def taken_numbers(product_ids: Collection[int], numbers: Collection[int]) -> set[tuple[int, int]]:
    """Which of `numbers` an item of these products has or had."""
    found: set[tuple[int, int]] = set()
    for rows in (Item.objects, FormerName.objects):
        asked = rows.filter(product_id__in=product_ids, number__in=numbers)
        found.update(asked.values_list("product_id", "number"))
    return found


def next_number(product_id: int) -> int:
    """The next free number of the product; the caller holds its list."""
    return newest_numbers([product_id])[product_id] + 1


def numbers_in(product: Product, items: Sequence[Item]) -> dict[int, int]:
    """The number of each item in `product`, which shall be theirs from now on.

    An item that has been there before gets its old number back. What the items are called now is
    kept, so old links still find them. The caller holds the list.
    """
    for item in items:
        if item.cluster_id != product.cluster_id:
            raise Refused(
                f"{product.name} is in another cluster; an item stays in its own.",
                code="other_cluster",
                field="product",
            )
    keys = [item.pk for item in items]
    known = FormerName.objects.filter(product=product, item__in=keys)
    found = dict(known.values_list("item_id", "number"))
    free = next_number(product.pk)
    for key in keys:
        if key not in found:
            found[key] = free
            free += 1
    left = [FormerName(item=item, product_id=item.product_id, number=item.number) for item in items]
    FormerName.objects.bulk_create(left, ignore_conflicts=True)
    return found
