"""Suggested moves are asked for, and taken into a draft by a person; a worker works them out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.models import Person
from portfolio.actions.draft_moves import give_cluster, person_key, place_key, split_product
from portfolio.actions.drafts import lock_draft
from portfolio.kernel.errors import NotFound, Refused
from portfolio.models import Draft, DraftCluster, DraftSuggestion, SuggestionState
from products.models import Cluster, Product

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
