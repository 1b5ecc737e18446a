"""Forbidden rows of what is said about items, for `test_constraints.py`."""

from __future__ import annotations

from django.utils import timezone

from backlogs.actions import add_item
from backlogs.models import Comment, Item, Link, Wait
from tests.builders import make_person


def _comment(item: Item, **fields: object) -> Comment:
    row = {"item": item, "by": make_person(), "at": timezone.now(), "text": "Hm."}
    return Comment.objects.create(**{**row, **fields})


def _link(item: Item, **fields: object) -> Link:
    row = {"item": item, "title": "Plan", "url": "https://plan.example/", "at": timezone.now()}
    return Link.objects.create(**{**row, **fields})


def _wait(item: Item, blocker: Item) -> Wait:
    return Wait.objects.create(item=item, blocker=blocker, at=timezone.now())


def _two_waits(item: Item) -> None:
    other = add_item(None, item.product, title="Other")
    for _ in range(2):
        _wait(item, other)


FORBIDDEN = {
    "comment_says_something_or_is_removed": lambda item: _comment(item, text=""),
    "link_once_per_item": lambda item: [_link(item), _link(item)],
    "link_has_title": lambda item: _link(item, title=""),
    "link_is_a_web_address": lambda item: _link(item, url="https://me:secret@plan.example/"),
    "wait_once": _two_waits,
    "wait_not_itself": lambda item: _wait(item, item),
}
