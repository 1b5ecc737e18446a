"""What items were called before they were given to another product."""

from __future__ import annotations

from backlogs.models import FormerName
from backlogs.values import Reference


def present_name(reference: Reference) -> Reference | None:
    """What the item is called now that was once called so; None where none was."""
    rows = FormerName.objects.filter(product__key=reference.key, number=reference.number)
    found = rows.values_list("item__product__key", "item__number").first()
    return Reference(*found) if found else None
