"""How to write the addresses of the design table."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from people.models import Person
from portfolio.actions.draft_moves import give_cluster
from portfolio.models import Draft, DraftSuggestion
from tests.house.world import Side, World

DRAFTS_WITHOUT_ARGUMENTS = (
    "portfolio:draft-list",
    "portfolio:draft-create",
    "portfolio:draft-comparison",
)
NAMES = (
    "detail", "edit", "dismissal", "comment", "move", "step-back", "lock", "rationale",
    "application", "suggestion",
)  # fmt: skip


def _draft(world: World, side: Side, actor: Person) -> dict[str, object]:
    """A draft everybody of leadership sees, with a move in it."""
    return {"pk": _walked(world).pk}


def _walked(world: World) -> Draft:
    given = {"name": "Walked", "is_shared": True, "made_by": world.cast.leader}
    draft, is_new = Draft.objects.get_or_create(**given, defaults={"base_taken_at": timezone.now()})
    if is_new:
        give_cluster(world.cast.leader, draft, world.cast.payroll, None)
    return draft


def _move(world: World, side: Side, actor: Person) -> dict[str, object]:
    draft: Any = _walked(world)
    return {"pk": draft.pk, "move": draft.moves.get().pk}


def _suggestion(world: World, side: Side, actor: Person) -> dict[str, object]:
    draft: Any = _walked(world)
    row, _ = DraftSuggestion.objects.get_or_create(
        draft=draft,
        by=world.cast.leader,
        state="done",
        defaults={"asked_at": timezone.now(), "answered_at": timezone.now()},
    )
    return {"pk": draft.pk, "suggestion": row.pk}


DRAFTS = {
    **{f"portfolio:draft-{name}": _draft for name in NAMES},
    "portfolio:draft-suggestion-adoption": _suggestion,
    "portfolio:draft-move-removal": _move,
    "portfolio:draft-lock-removal": lambda w, side, a: {"pk": _walked(w).pk, "lock": 0},
}
