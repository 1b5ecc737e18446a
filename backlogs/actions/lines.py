"""Typed lines become items: one at the top or where it says, several at the end of the list."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from backlogs.actions.acts import named, note_act
from backlogs.actions.bulk import NewItem, NewState, add_items
from backlogs.actions.items import add_item
from backlogs.actions.living import check_living
from backlogs.actions.moves import place_items
from backlogs.actions.order import lock_backlog
from backlogs.actions.outcomes import Hypothesis, add_outcomes
from backlogs.actions.places import Target
from backlogs.calculations.acts import Step
from backlogs.calculations.lines import Line
from backlogs.models import Item
from backlogs.values import ActKind, ItemState
from metrics.models import Metric
from people.models import Person
from portfolio.kernel.errors import Refused
from products.models import Product


@transaction.atomic
def add_lines(
    by: Person | None,
    products: Sequence[Product],
    lines: Sequence[Line],
    people: Sequence[Person] = (),
) -> list[Item]:
    """Add an idea for each line, in their order, at the end or the position it says.

    `products` and `people` are those the lines may name. A metric named becomes the item's outcome
    in words; its numbers are asked for later. Raises `Refused` naming the line that cannot be
    added; nothing is added then.
    """
    known = {product.slug: product for product in products}
    givable = {person.slug: person.pk for person in people}
    now = timezone.now()
    rows = []
    for line in lines:
        if line.error or line.item is None or line.product not in known:
            words = line.error or f"No product “{line.product}” is in this cluster."
            raise Refused(f"Line {line.number}: {words}", code="line_refused", field="lines")
        said, history = line.item, [NewState(ItemState.IDEA, now)]
        rows.append(
            NewItem(
                known[line.product].pk,
                said.title,
                history,
                type=said.type,
                effort=said.effort,
                assignee_id=givable.get(line.person),
            )
        )
    for slug in sorted({line.product for line in lines}):
        check_living(known[slug])
    added = add_items(by, rows)
    for item, line in zip(added, lines, strict=True):
        _place(by, item, line)
    _say_outcomes(known, added, lines)
    steps = [Step(item.pk, state=("", item.state)) for item in added]
    act = note_act(by, added[0].cluster_id, ActKind.ADD, f"added {named(added)}", steps, now)
    for item in added:
        item.act = act
    return added


@transaction.atomic
def add_line(by: Person | None, product: Product, line: Line, people: Sequence[Person]) -> Item:
    """Add the idea one line says, at the top of the list or at the position it names."""
    if line.error or line.item is None:
        raise Refused(line.error, code="line_refused", field="line")
    said = line.item
    givable = {person.slug: person for person in people}
    item = add_item(
        by,
        product,
        at_top=True,
        title=said.title,
        type=said.type,
        effort=said.effort,
        assignee=givable.get(line.person),
    )
    _place(by, item, line)
    _say_outcomes({line.product: product}, [item], [line])
    return item


def _place(by: Person | None, item: Item, line: Line) -> None:
    if line.item and line.item.place:
        backlog, target = lock_backlog(item.cluster_id), Target(position=line.item.place)
        place_items(by, backlog, [item.pk], target, timezone.now(), is_act=False)


def _say_outcomes(known: dict[str, Product], added: list[Item], lines: Sequence[Line]) -> None:
    meant = [(item, line) for item, line in zip(added, lines, strict=True) if line.metric]
    if not meant:
        return
    rows = Metric.objects.filter(
        product__in=[known[line.product] for _, line in meant],
        slug__in=[line.metric for _, line in meant],
    )
    names = {(metric.product_id, metric.slug): metric.name for metric in rows}
    add_outcomes(
        [
            (item, Hypothesis(statement=f"{names[item.product_id, line.metric]} gets better."))
            for item, line in meant
        ]
    )
