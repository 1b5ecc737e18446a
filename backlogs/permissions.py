"""Who may say something about an item."""

from __future__ import annotations

from backlogs.models import Comment, Item
from people.models import Person
from people.permissions import is_signed_in
from portfolio.kernel.errors import Forbidden
from products.permissions import edits_backlog


def speaks(person: Person, item: Item) -> bool:
    """The owner, the team, and whoever was named with @ in a comment that still stands.

    Being asked by name and not being able to answer would make mentions useless; it gives a voice
    at that item and nothing else (DOMAIN 14 keeps editing with the owner and the team).
    """
    if edits_backlog(person, item.cluster_id):
        return True
    named = Comment.objects.filter(item=item, removed_at=None, mentioned=person.pk)
    return bool(is_signed_in(person)) and named.exists()


def require_voice(person: Person, item: Item) -> None:
    """Raise `Forbidden` unless the person may comment on the item."""
    if not speaks(person, item):
        raise Forbidden(
            "This is for the owner and the team of this cluster, and for whoever they name in a "
            "comment.",
            code="not_allowed",
        )


def require_author(person: Person, comment: Comment) -> None:
    """Raise `Forbidden` for somebody else's comment: nobody puts words into another's mouth."""
    if comment.by_id != person.pk:
        raise Forbidden("This is for whoever wrote the comment.", code="not_allowed")
