"""Suggested moves are asked for, worked out by a worker, and taken into a draft by a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.actions.draft_moves import give_cluster, person_key, place_key, split_product
from portfolio.actions.drafts import lock_draft
from portfolio.kernel.errors import NotFound, Refused
from portfolio.models import Draft, DraftCluster, DraftSuggestion, SuggestionState
from portfolio.queries.drafts import drafted, world_on
from products.models import Cluster, Product
from reviews.calculations.moves_solver import suggest
from reviews.values.moves import Limits, Suggestion
from reviews.values.picture import Picture

ATTEMPTS = 3
PATIENCE = timedelta(seconds=55)
"""Longer than a message and the work take; then it is rung for again."""


@transaction.atomic
def ask_for_suggestion(by: Person, draft: Draft, limits: Mapping[str, Any]) -> DraftSuggestion:
    """Have moves suggested within the limits; asked again while waiting, it is the same one."""
    locked = lock_draft(draft)
    waiting = DraftSuggestion.objects.filter(draft=locked, state=SuggestionState.WAITING).first()
    return waiting or DraftSuggestion.objects.create(
        draft=locked, by=by, asked_at=timezone.now(), limits=dict(limits)
    )


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


@transaction.atomic
def adopt_suggestion(by: Person, draft: Draft, pk: int, chosen: Collection[int]) -> int:
    """Take the chosen moves (their places in the answer) into the draft, all or none.

    Returns how many. Raises `NotFound` without such an answer, `Conflict` where somebody drafted
    one of the things elsewhere since, `Refused` where a lock or the world stands in the way.
    """
    locked = lock_draft(draft)
    row = (
        DraftSuggestion.objects.select_for_update()
        .filter(pk=pk, draft=locked, state=SuggestionState.DONE)
        .first()
    )
    if row is None:
        raise NotFound("There is no such suggestion.", code="suggestion_gone")
    if row.adopted_at is not None:
        raise Refused("These moves were taken into the draft already.", code="adopted")
    moves = [move for number, move in enumerate(row.answer.get("moves", [])) if number in chosen]
    if not moves:
        raise Refused("Choose at least one move.", code="nothing_chosen")
    for move in moves:
        _take(by, locked, move)
    row.adopted_at = timezone.now()
    row.save(update_fields=["adopted_at"])
    return len(moves)


def waiting_suggestions() -> list[int]:
    """Suggestions due for longer than a message takes."""
    before = timezone.now() - PATIENCE
    due = DraftSuggestion.objects.filter(state=SuggestionState.WAITING, asked_at__lt=before)
    return list(due.values_list("pk", flat=True)[:100])


def _take(by: Person, draft: Draft, move: Mapping[str, Any]) -> None:
    taker = Person.objects.get(pk=move["to"])
    cluster = _cluster(draft, move["cluster"])
    if "product" in move:
        product = Product.objects.get(pk=move["product"])
        split_product(by, draft, product, taker, seen=place_key(cluster))
        return
    giver = Person.objects.filter(pk=move["from"]).first()
    if giver is None:
        give_cluster(by, draft, cluster, taker)
    else:
        give_cluster(by, draft, cluster, taker, seen=person_key(giver))


def _cluster(draft: Draft, key: int) -> Cluster | DraftCluster:
    """A cluster of the picture: one that would only come to be has a key below nought."""
    found: Cluster | DraftCluster | None = (
        DraftCluster.objects.filter(draft=draft, pk=-key).first()
        if key < 0
        else Cluster.objects.filter(pk=key).first()
    )
    if found is None:
        raise NotFound("A cluster of this suggestion is no longer there.", code="cluster_gone")
    return found
