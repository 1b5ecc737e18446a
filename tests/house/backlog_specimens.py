"""How to write the addresses of items, of their neighbours, and of views and roadmaps."""

from __future__ import annotations

from backlogs.models import SavedView
from backlogs.values import Reference
from people.models import Person
from tests.house.named import Arguments
from tests.house.world import Side, World


def _own_view(world: World, side: Side, actor: Person) -> dict[str, object]:
    """A view the actor saved."""
    saved, _ = SavedView.objects.get_or_create(
        cluster=world.cast.rostering, person=actor, name="Stale"
    )
    return {"pk": saved.pk}


def _item(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"reference": Reference(side.product.key, side.item.number)}


def _comment(world: World, side: Side, actor: Person) -> dict[str, object]:
    """One's own, or that of the other cluster's owner."""
    theirs = side.owner is world.cast.stranger_owner
    author = world.cast.stranger_owner if theirs else actor
    return {**_item(world, side, actor), "pk": world.said[author.pk]}


BACKLOGS: dict[str, Arguments] = {
    **dict.fromkeys(
        (
            "backlogs:saved-view-edit", "backlogs:saved-view-removal",
            "backlogs:saved-view-preference",
        ),
        _own_view,
    ),
    "backlogs:api-item-detail": _item,
    **dict.fromkeys(
        ("backlogs:roadmap-place", "backlogs:roadmap-words", "backlogs:roadmap-removal"),
        lambda world, side, actor: {"pk": side.entry.pk},
    ),
    "backlogs:roadmap-link-revocation": lambda w, side, a: {"pk": side.given.link.pk},
    "backlogs:item-comment": _comment,
    "backlogs:item-comment-removal": _comment,
    "backlogs:item-link-removal": lambda w, side, a: {**_item(w, side, a), "pk": side.link.pk},
    "backlogs:item-wait-removal": lambda w, side, a: {**_item(w, side, a), "pk": side.wait.pk},
    **dict.fromkeys(
        (
            "backlogs:item-trail", "backlogs:item-comments", "backlogs:item-links",
            "backlogs:item-waits", "backlogs:item-detail", "backlogs:item-fields", "backlogs:item-state",
            "backlogs:item-position", "backlogs:item-outcome", "backlogs:item-outcome-removal",
            "backlogs:item-score",
        ),
        _item,
    ),
    "backlogs:item-outcome-review": lambda w, side, a: {**_item(w, side, a), "days": 90},
    "backlogs:item-field": lambda w, side, a: {**_item(w, side, a), "name": "title"},
    "backlogs:act-reversal": lambda w, side, a: {"pk": side.item.act},
}  # fmt: skip
