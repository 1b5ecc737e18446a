"""Suggested moves are worked out, by a worker only.

The solver's library takes 85 MB and a second to load, so nothing a page needs imports this module.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone

from people.queries import today
from portfolio.models import DraftSuggestion, SuggestionState
from portfolio.queries.drafts import drafted, world_on
from reviews.calculations.moves_solver import suggest
from reviews.values.moves import Limits, Suggestion
from reviews.values.picture import Picture

ATTEMPTS = 3


def work_out(pk: int) -> DraftSuggestion | None:
    """Work a waiting suggestion out; nothing happens to one that is answered already.

    The solver takes up to 30 s and holds no row meanwhile, so two workers may both work it out;
    the first answer stays. After three attempts that ended a worker it fails.
    """
    waiting = DraftSuggestion.objects.filter(pk=pk, state=SuggestionState.WAITING)
    if not waiting.update(attempts=F("attempts") + 1):
        return DraftSuggestion.objects.filter(pk=pk).first()
    row = DraftSuggestion.objects.select_related("draft").get(pk=pk)
    if row.attempts > ATTEMPTS:
        waiting.update(state=SuggestionState.FAILED, answered_at=timezone.now())
    else:
        picture = drafted(row.draft, world_on(today(), with_ties=True)).after
        answer = told(suggest(picture, limits_of(row, picture)), picture)
        waiting.update(state=SuggestionState.DONE, answer=answer, answered_at=timezone.now())
    row.refresh_from_db()
    return row


def limits_of(row: DraftSuggestion, picture: Picture) -> Limits:
    """What was asked for, with the locks of the draft as they are now."""
    locks = list(row.draft.locks.values_list("cluster_id", "product_id"))  # type: ignore[attr-defined]
    given = row.limits
    return Limits(
        receivers=frozenset(picture.persons) if given.get("receivers") == "everybody" else None,
        locked_clusters=frozenset(cluster for cluster, _ in locks if cluster),
        locked_products=frozenset(product for _, product in locks if product),
        most=given.get("most"),
        may_split=bool(given.get("may_split", True)),
        with_orphans=bool(given.get("with_orphans", False)),
    )


def told(found: Suggestion, picture: Picture) -> dict[str, Any]:
    """The answer in plain JSON; `from` is whose it was, so that taking it up later notices."""
    moves: list[dict[str, Any]] = [
        {"cluster": move.cluster_id, "from": move.from_id, "to": move.to_id, "tie": move.tie.value}
        for move in found.handings
    ]
    moves += [
        {
            "product": move.product_id,
            "cluster": move.from_cluster_id,
            "from": picture.owner.get(move.from_cluster_id),
            "to": move.to_id,
            "tie": move.tie.value,
        }
        for move in found.splits
    ]
    return {
        "moves": moves,
        "is_fewest": found.is_fewest,
        "baseline": found.baseline,
        "obstacles": [
            {
                "hindrance": obstacle.hindrance.value,
                "found": obstacle.found,
                "allowed": obstacle.allowed,
                "person": obstacle.person_id,
                "cluster": obstacle.cluster_id,
            }
            for obstacle in found.obstacles
        ],
    }
