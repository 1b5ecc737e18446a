"""Items wait for items, never in a circle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from backlogs.actions.items import locked_item
from backlogs.actions.living import check_changeable
from backlogs.actions.telling import name_of, reference_of
from backlogs.calculations.waits import circle
from backlogs.models import Item, Wait
from backlogs.values import ItemState
from people.models import Person
from portfolio.kernel.errors import Refused

LOCK = 0x5741_4954  # one wait is added at a time, or two could close a circle between them
MOST_WAITS = 20

# Every wait that can be reached from one item; UNION keeps each once, so the answer is as long as
# there are waits however many ways lead through them.
_REACHED = """
WITH RECURSIVE reached (item_id, blocker_id) AS (
  SELECT item_id, blocker_id FROM backlogs_wait WHERE item_id = %s AND ended_at IS NULL
   UNION
  SELECT w.item_id, w.blocker_id FROM reached r
    JOIN backlogs_wait w ON w.item_id = r.blocker_id AND w.ended_at IS NULL)
SELECT item_id, blocker_id FROM reached
"""


@transaction.atomic
def add_wait(by: Person | None, item: Item, blocker: Item, *, at: datetime | None = None) -> Wait:
    """Say that `item` waits for `blocker`, of whatever cluster; saying it again changes nothing.

    Raises `Refused` for closed items, and for a circle, which it names: `CR-1 waits for CR-2 waits
    for CR-1`.
    """
    locked = locked_item(item)
    check_changeable(locked)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if locked.pk == blocker.pk:
        raise _refused("An item cannot wait for itself.", "waits_for_itself")
    standing = Wait.objects.standing().filter(item=locked)
    found = standing.filter(blocker=blocker).first()
    if found is not None:
        return found
    _check_open(locked, blocker)
    if standing.count() >= MOST_WAITS:
        raise _refused(f"An item waits for at most {MOST_WAITS} others.", "too_many_waits")
    with connection.cursor() as cursor:
        cursor.execute(_REACHED, [blocker.pk])
        way = circle(cursor.fetchall(), locked.pk, blocker.pk)
    if way:
        raise _refused(f"That goes round in a circle: {_told(way)}.", "circle")
    return Wait.objects.create(item=locked, blocker=blocker, by=by, at=at or timezone.now())


@transaction.atomic
def end_wait(by: Person | None, wait: Wait) -> Wait:
    """Say that the item no longer waits for it; harmless when that was said."""
    check_changeable(locked_item(wait.item))
    locked = Wait.objects.select_for_update().get(pk=wait.pk)
    if locked.ended_at is None:
        locked.ended_at, locked.ended_by = timezone.now(), by
        locked.save(update_fields=["ended_at", "ended_by"])
    return locked


def _check_open(item: Item, blocker: Item) -> None:
    blocker.refresh_from_db(fields=["state"])
    for one in (item, blocker):
        state = ItemState(one.state)
        if state.is_closed:
            raise _refused(
                f"{name_of(one)} is {state.label.lower()}; only open items wait for each other.",
                "item_closed",
            )


def _told(way: Sequence[int]) -> str:
    rows = {row.pk: row for row in Item.objects.filter(pk__in=way).select_related("product")}
    return " waits for ".join(str(reference_of(rows[key])) for key in way)


def _refused(words: str, code: str) -> Refused:
    return Refused(words, code=code, field="blocker")
