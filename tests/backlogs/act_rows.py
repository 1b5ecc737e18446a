"""Forbidden rows of acts and former names, for `test_constraints.py`."""

from __future__ import annotations

from django.utils import timezone

from backlogs.models import Act, FormerName, Item
from tests.builders import make_person


def _act(item: Item, **fields: object) -> Act:
    row = {"cluster": item.cluster, "kind": "change", "words": "did it", "at": timezone.now()}
    return Act.objects.create(**{**row, "by": make_person("Ann"), "steps": [], **fields})


def _former_twice(item: Item) -> None:
    for _ in range(2):
        FormerName.objects.create(item=item, product=item.product, number=7)


ACT_ROWS = {
    "act_kind_known": lambda item: _act(item, kind="wish"),
    "act_undone_by_somebody": lambda item: _act(item, undone_at=timezone.now()),
    "act_move_has_version": lambda item: _act(item, kind="move"),
    "former_name_unique": _former_twice,
}
