"""How to write the addresses of review meetings and calendar feeds."""

from __future__ import annotations

from people.actions.share_links import share
from people.models import Person
from people.queries import today
from tests.house.world import Side, World


def _feed(world: World, side: Side, actor: Person) -> dict[str, object]:
    """A feed of the actor's own."""
    return {"pk": share(actor, "calendar-own", actor.pk, today()).link.pk}


def _topic(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": side.meeting.pk, "topic": side.meeting.topics.get().pk}


MEETINGS = {
    **dict.fromkeys(
        (
            "reviews:meeting-detail",
            "reviews:meeting-edit",
            "reviews:meeting-cancellation",
            "reviews:meeting-closure",
            "reviews:topic-create",
            "reviews:attendee-create",
        ),
        lambda world, side, actor: {"pk": side.meeting.pk},
    ),
    **dict.fromkeys(
        ("reviews:topic-position", "reviews:topic-minutes", "reviews:topic-removal"), _topic
    ),
    "reviews:attendee-removal": lambda w, side, a: {
        "pk": side.meeting.pk,
        "slug": side.owner.slug,
    },
    "reviews:feed-revocation": _feed,
    "reviews:calendar-feed": lambda w, side, a: {"token": w.feed},
}
