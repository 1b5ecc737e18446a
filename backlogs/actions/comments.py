"""Comments are written, reworded and removed by those who wrote them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backlogs.actions.living import check_living
from backlogs.actions.telling import tell_mentioned
from backlogs.models import Comment, Item
from backlogs.models.comment import LONGEST_COMMENT
from people.models import Person
from people.queries import people_named
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.kernel.markdown import mentions


@transaction.atomic
def add_comment(by: Person, item: Item, text: str, *, at: datetime | None = None) -> Comment:
    """Say something about an item, now or `at`; people named with @ are told.

    Raises `Refused` for an empty or too long text and for a name nobody has. The same words by the
    same person as the newest comment are that comment, so that sending twice says it once.
    """
    said, named = _checked(text)
    check_living(item.product)
    Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    newest = Comment.objects.filter(item=item).order_by("-at", "-pk").first()
    if newest is not None and (newest.by_id, newest.text) == (by.pk, said):
        return newest
    comment = Comment.objects.create(item=item, by=by, at=at or timezone.now(), text=said)
    comment.mentioned.set(named)
    tell_mentioned(by, comment, named)
    return comment


@transaction.atomic
def edit_comment(by: Person, comment: Comment, version: int, text: str) -> Comment:
    """Reword one's own comment; who is newly named is told. `Conflict` for a stale version."""
    said, named = _checked(text)
    locked = _locked(by, comment)
    check_living(locked.item.product)
    if locked.text == said:
        return locked
    if locked.version != version:
        raise Conflict(
            "You changed this comment in another window. Both versions are below.",
            code="stale_version",
            details={"theirs": locked.text, "version": locked.version},
        )
    locked.text, locked.edited_at = said, timezone.now()
    locked.version += 1
    locked.save(update_fields=["text", "edited_at", "version"])
    locked.mentioned.set(named)
    tell_mentioned(by, locked, named)
    return locked


@transaction.atomic
def remove_comment(by: Person, comment: Comment) -> Comment:
    """Take one's own comment away: its text goes, its place stays. Harmless when it is gone."""
    locked = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if locked.removed_at is None:
        locked.text, locked.removed_at = "", timezone.now()
        locked.version += 1
        locked.save(update_fields=["text", "removed_at", "version"])
        locked.mentioned.clear()
    return locked


def _locked(by: Person, comment: Comment) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("item__product")
    found = rows.filter(pk=comment.pk, by=by, removed_at=None).first()
    if found is None:
        raise NotFound("This comment is no longer there.", code="comment_gone")
    return found


def _checked(text: str) -> tuple[str, list[Person]]:
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise Refused("Write something first.", code="no_text", field="text")
    if len(said) > LONGEST_COMMENT:
        raise Refused(
            f"A comment has at most {LONGEST_COMMENT:,} characters; this one has {len(said):,}.",
            code="text_long",
            field="text",
        )
    return said, people_named(mentions(said))
