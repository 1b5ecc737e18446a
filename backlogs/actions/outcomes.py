"""Somebody says what an item shall change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from backlogs.actions.items import add_item, locked_item
from backlogs.actions.living import check_changeable
from backlogs.actions.order import note_refined
from backlogs.calculations.outcomes import direction_between, problem_with
from backlogs.models import Item, Outcome
from backlogs.queries.targets import newest_value
from backlogs.values import ItemState
from metrics.models import KeyResult, Metric
from metrics.values import Direction
from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from products.models import Persona, Product


@dataclass(frozen=True)
class Hypothesis:
    """What a person says about an item; an empty `value_from` means where the figure stands now."""

    persona: Persona | None = None
    statement: str = ""
    metric: Metric | None = None
    key_result: KeyResult | None = None
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    due_on: date | None = None


@transaction.atomic
def set_outcome(
    by: Person | None, item: Item, hypothesis: Hypothesis, version: int | None = None
) -> Outcome:
    """Write the item's outcome, its first or a better one; saying the same again writes nothing.

    `version` is the one a person started from, None when there was none. Raises `Conflict` when
    somebody was faster, and `Refused` for what cannot be judged later and for a closed item: its
    outcome stays as it was.
    """
    locked = _open_item(item)
    row = Outcome.objects.filter(item=locked).first()
    wanted = vars(_checked(locked, hypothesis, row.due_on if row else None))
    if row is not None and all(getattr(row, name) == value for name, value in wanted.items()):
        return row
    if (row.version if row else None) != version:
        raise Conflict(
            "Somebody said what this item shall change while you were writing.",
            code="stale_version",
            details={"yours": wanted, "version": row.version if row else None},
        )
    row = row or Outcome(item=locked, version=0)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _note(locked)
    return row


@transaction.atomic
def remove_outcome(by: Person | None, item: Item, version: int) -> None:
    """Take the item's outcome away; one that is gone is as wanted. The trail keeps what it said.

    Raises `Conflict` when somebody reworded it since, and `Refused` for a closed item.
    """
    locked = _open_item(item)
    row = Outcome.objects.filter(item=locked).first()
    if row is None:
        return
    if row.version != version:
        raise Conflict(
            "Somebody reworded what this item shall change. Look again before you take it away.",
            code="stale_version",
        )
    row.delete()
    _note(locked)


@transaction.atomic
def add_item_with_outcome(
    by: Person | None, product: Product, hypothesis: Hypothesis | None, **fields: object
) -> Item:
    """Add an item and say what it shall change; both or, where one is refused, neither."""
    item = add_item(by, product, **fields)  # type: ignore[arg-type]
    if hypothesis is not None:
        set_outcome(by, item, hypothesis)
    return item


def add_outcomes(rows: Iterable[tuple[Item, Hypothesis]]) -> int:
    """Write the outcomes of items that came with their history, in one statement; says how many.

    They were said at their time, so only the database's rules hold.
    """
    made = [Outcome(item=item, **vars(hypothesis)) for item, hypothesis in rows]
    return len(Outcome.objects.bulk_create(made))


def _open_item(item: Item) -> Item:
    """The item, locked; raises `Refused` for a closed one and one of a retired product."""
    locked = locked_item(item)
    check_changeable(locked)
    if ItemState(locked.state).is_closed:
        raise Refused(
            f"This item is {ItemState(locked.state).label.lower()}; what it was to change stays "
            "as it was said.",
            code="item_closed",
        )
    return locked


def _note(item: Item) -> None:
    """Saying what an item shall change is touching it, and tending the list."""
    now = timezone.now()
    item.touched_at = max(item.touched_at, now)
    item.save(update_fields=["touched_at"])
    note_refined([item.cluster_id], now)


def _checked(item: Item, said: Hypothesis, known_due: date | None) -> Hypothesis:
    statement = " ".join(said.statement.split())
    said = replace(said, statement=statement)
    if said.metric is None and said.key_result is None:
        if not statement:
            raise Refused(
                "Say in words what should change, or choose the figure that will show it.",
                code="says_nothing",
                field="statement",
            )
        return replace(said, value_from=None, value_to=None)
    if said.metric is not None and said.metric.product_id != item.product_id:
        raise Refused(
            f"{said.metric.name} is a figure of another product.", code="foreign", field="target"
        )
    return _with_numbers(said, known_due)


def _with_numbers(said: Hypothesis, known_due: date | None) -> Hypothesis:
    """The hypothesis with where the figure stands filled in, its numbers and day checked."""
    if said.value_from is None:
        said = replace(said, value_from=newest_value(said.metric, said.key_result))
    if said.value_from is None:
        raise Refused(
            "Nothing is measured yet; say where it stands.", code="no_from", field="value_from"
        )
    if said.value_to is None:
        raise Refused("Say what it should become.", code="no_to", field="value_to")
    problem = problem_with(_direction(said), said.value_from, said.value_to)
    if problem:
        raise Refused(problem, code="wrong_way", field="value_to")
    if said.due_on is None:
        raise Refused("Say by when it should show.", code="no_day", field="due_on")
    if said.due_on < today() and said.due_on != known_due:
        raise Refused("That day has passed.", code="in_past", field="due_on")
    return said


def _direction(said: Hypothesis) -> Direction:
    if said.metric is not None:
        return Direction(said.metric.direction)
    assert said.key_result is not None
    return direction_between(said.key_result.start, said.key_result.target)
