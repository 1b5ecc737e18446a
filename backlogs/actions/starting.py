"""A backlog begins with the lines somebody types."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from backlogs.actions.lines import add_lines
from backlogs.actions.order import lock_backlog
from backlogs.calculations.lines import Line
from backlogs.models import Item
from people.models import Person
from products.models import Cluster, Product


@transaction.atomic
def start_backlog(
    by: Person | None,
    cluster: Cluster,
    products: Sequence[Product],
    lines: Sequence[Line],
    people: Sequence[Person] = (),
) -> list[Item]:
    """Add an idea for each line whose title is not waiting already for that product.

    So the same lines sent twice are added once. Raises `Refused` naming the line that is wrong.
    """
    lock_backlog(cluster.pk)
    rows = Item.objects.unfinished().filter(cluster=cluster)
    seen = {(slug, title.lower()) for slug, title in rows.values_list("product__slug", "title")}
    fresh: list[Line] = []
    for line in lines:
        said = (line.product, line.item.title.lower() if line.item else line.text)
        if line.error or said not in seen:
            fresh.append(line)
            seen.add(said)
    return add_lines(by, products, fresh, people) if fresh else []
