"""Somebody says what an item is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from django.db import transaction
from django.utils import timezone

from backlogs.actions.items import locked_item
from backlogs.actions.living import check_changeable
from backlogs.actions.order import note_refined
from backlogs.calculations.scoring import Inputs, Rice
from backlogs.models import Item, Score
from backlogs.values import ItemState, Scheme
from people.models import Person
from portfolio.kernel.errors import Conflict, Refused


def add_scores(rows: Iterable[tuple[Item, Inputs]]) -> int:
    """Write the first scores of many items in one statement; says how many."""
    made = [Score(item=item, scheme=_scheme(given), **vars(given)) for item, given in rows]
    return len(Score.objects.bulk_create(made))


def _scheme(inputs: Inputs) -> Scheme:
    return Scheme.RICE if isinstance(inputs, Rice) else Scheme.WSJF


@transaction.atomic
def set_score(by: Person | None, item: Item, inputs: Inputs, version: int | None = None) -> Score:
    """Keep the inputs of an open item's score; the same again writes nothing.

    `version` is the one a person started from, None when there was none. Raises `Conflict` when
    somebody was faster and `Refused` for a closed item, which nothing is chosen by any more.
    """
    locked = locked_item(item)
    check_changeable(locked)
    state = ItemState(locked.state)
    if state.is_closed:
        raise Refused(f"This item is {state.label.lower()}; it needs no score.", code="item_closed")
    scheme = _scheme(inputs)
    row = Score.objects.filter(item=locked, scheme=scheme).first()
    wanted = {field.name: getattr(inputs, field.name) for field in fields(inputs)}
    if row is not None and all(getattr(row, name) == value for name, value in wanted.items()):
        return row
    if (row.version if row else None) != version:
        raise Conflict(
            "Somebody scored this item while you were writing.",
            code="stale_version",
            details={"version": row.version if row else None},
        )
    row = row or Score(item=locked, scheme=scheme, version=0)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    now = timezone.now()
    locked.touched_at = max(locked.touched_at, now)
    locked.save(update_fields=["touched_at"])
    note_refined([locked.cluster_id], now)
    return row
