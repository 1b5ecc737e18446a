"""Who hears of what happened to an item: the assignee, those who wait for it, those named in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from backlogs.models import Comment, Item, Wait
from backlogs.values import ItemState, Reference
from people.actions.notifications import Notice, notify, notify_all
from people.models import NotificationKind, Person
from portfolio.kernel.markdown import in_words

EXCERPT = 160


def tell_assigned(by: Person | None, items: Sequence[Item], assignee: Person | None) -> None:
    """Tell the assignee what is theirs now, all of it at once. An import tells nobody."""
    if by is None or not items or assignee is None or assignee.pk == by.pk:
        return
    first = items[0]
    words = f"{by.name} assigned {name_of(first)} to you."
    if len(items) > 1:
        words = f"{by.name} assigned {len(items)} items to you, {name_of(first)} among them."
    source = f"assignment:{first.pk}:{first.version}"
    notify(by, [assignee], NotificationKind.ASSIGNMENT, words, page_of(first), source)


def tell_waiting(
    by: Person | None, blockers: Sequence[Item], state: str, reason: str, at: datetime
) -> None:
    """Tell those whose open items wait for one of `blockers`, which is shipped or dropped now.

    That is the assignee of the item that waits, and who said that it waits.
    """
    if by is None or not blockers or state not in (ItemState.SHIPPED, ItemState.DROPPED):
        return
    waits = Wait.objects.standing().filter(blocker__in=blockers)
    waits = waits.exclude(item__state__in=[ItemState.SHIPPED, ItemState.DROPPED])
    related = ("by", "blocker__product", "item__product", "item__assignee")
    found = waits.select_related(*related).order_by("pk")
    notify_all(by, [_released(wait, state, reason, at) for wait in found])


def _released(wait: Wait, state: str, reason: str, at: datetime) -> Notice:
    blocker = name_of(wait.blocker)
    if state == ItemState.SHIPPED:
        words = f"{blocker} is shipped. {reference_of(wait.item)} no longer waits for it."
    else:
        words = f"{blocker} was dropped, and {reference_of(wait.item)} waits for it: {reason}"
    told = [person for person in (wait.item.assignee, wait.by) if person is not None]
    source = f"wait:{wait.pk}:{at.isoformat()}"
    return Notice(told, NotificationKind.WAIT, words, page_of(wait.item), source)


def tell_mentioned(by: Person, comment: Comment, persons: Iterable[Person]) -> None:
    """Tell those named in a comment, once for each comment however often it is edited."""
    text = in_words(comment.text)
    said = text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"
    words = f"{by.name} named you in a comment on {reference_of(comment.item)}: {said}"
    path = f"{page_of(comment.item)}#comment-{comment.pk}"
    at = comment.edited_at or comment.at
    source = f"comment:{comment.pk}"
    notify_all(by, [Notice(tuple(persons), NotificationKind.MENTION, words, path, source, at)])


def reference_of(item: Item) -> Reference:
    """How people name the item."""
    return Reference(item.product.key, item.number)


def name_of(item: Item) -> str:
    """Reference and title: `CR-198 “Leave arrives late”`."""
    return f"{reference_of(item)} “{item.title}”"


def page_of(item: Item) -> str:
    """The address of its page."""
    return reverse("backlogs:item-detail", args=[reference_of(item)])
