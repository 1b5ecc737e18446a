"""Several typed lines become items at the end of the list, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from backlogs.actions.acts import named, note_act
from backlogs.actions.bulk import NewItem, NewState, add_items
from backlogs.actions.living import check_living
from backlogs.calculations.acts import Step
from backlogs.calculations.lines import Line
from backlogs.models import Item
from backlogs.values import ActKind, ItemState
from people.models import Person
from portfolio.kernel.errors import Refused
from products.models import Product


@transaction.atomic
def add_lines(by: Person | None, products: Sequence[Product], lines: Sequence[Line]) -> list[Item]:
    """Add an idea for each line, in their order; `products` are those the lines may name.

    Raises `Refused` naming the line that cannot be added; nothing is added then.
    """
    known = {product.slug: product for product in products}
    now = timezone.now()
    rows = []
    for line in lines:
        if line.error or line.item is None or line.product not in known:
            words = line.error or f"No product “{line.product}” is in this cluster."
            raise Refused(f"Line {line.number}: {words}", code="line_refused", field="lines")
        said = line.item
        history = [NewState(ItemState.IDEA, now)]
        product = known[line.product]
        rows.append(NewItem(product.pk, said.title, history, type=said.type, effort=said.effort))
    for slug in sorted({line.product for line in lines}):
        check_living(known[slug])
    added = add_items(by, rows)
    steps = [Step(item.pk, state=("", item.state)) for item in added]
    act = note_act(by, added[0].cluster_id, ActKind.ADD, f"added {named(added)}", steps, now)
    for item in added:
        item.act = act
    return added
