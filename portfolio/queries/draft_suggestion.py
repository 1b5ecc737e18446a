"""The page on which moves are suggested, each with its why, or with what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from portfolio.models import Draft, DraftCluster, DraftState, DraftSuggestion, SuggestionState
from portfolio.queries.drafts import find_draft
from products.models import Cluster, Product
from reviews.values.moves import Hindrance, Tie


@dataclass(frozen=True)
class SuggestedLine:
    """One suggested move: what, from whom, to whom, why them; `number` is its place."""

    number: int
    words: str
    why: str


@dataclass(frozen=True)
class DraftSuggestionPage:
    """Ready values for `portfolio/draft_suggestion.html`."""

    draft: Draft
    row: DraftSuggestion | None
    lines: list[SuggestedLine]
    obstacles: list[str]
    summary: str
    is_waiting: bool
    has_failed: bool
    can_ask: bool
    can_adopt: bool


def draft_suggestion_page(person: Person, pk: int, moment: Moment) -> DraftSuggestionPage:
    """The newest suggestion of a draft. Raises `NotFound` for a draft one may not see."""
    draft = find_draft(person, pk)
    row = DraftSuggestion.objects.filter(draft=draft).select_related("by").first()
    answer: Mapping[str, Any] = row.answer if row else {}
    names = _names(draft, answer)
    is_open = draft.state == DraftState.OPEN and not moment.is_past
    is_waiting = row is not None and row.state == SuggestionState.WAITING
    lines = [
        SuggestedLine(number, _words(move, names), Tie(move["tie"]).label)
        for number, move in enumerate(answer.get("moves", []))
    ]
    return DraftSuggestionPage(
        draft=draft,
        row=row,
        lines=lines,
        obstacles=[_obstacle(obstacle, names) for obstacle in answer.get("obstacles", [])],
        summary=_summary(answer),
        is_waiting=is_waiting,
        has_failed=row is not None and row.state == SuggestionState.FAILED,
        can_ask=is_open and not is_waiting,
        can_adopt=bool(is_open and lines and row is not None and row.adopted_at is None),
    )


def find_suggestion(draft: Draft, pk: int) -> DraftSuggestion:
    """A suggestion of the draft; raises `NotFound`."""
    row = DraftSuggestion.objects.filter(draft=draft, pk=pk).first()
    if row is None:
        raise NotFound("There is no such suggestion.", code="suggestion_gone")
    return row


@dataclass(frozen=True)
class _Names:
    people: Mapping[int, str]
    clusters: Mapping[int, str]
    products: Mapping[int, str]


def _names(draft: Draft, answer: Mapping[str, Any]) -> _Names:
    moves, obstacles = answer.get("moves", []), answer.get("obstacles", [])
    people = {move[key] for move in moves for key in ("from", "to")}
    people |= {obstacle["person"] for obstacle in obstacles}
    clusters = {row["cluster"] for row in (*moves, *obstacles)} - {None}
    products = {move["product"] for move in moves if "product" in move}
    planned = DraftCluster.objects.filter(draft=draft, pk__in=[-key for key in clusters])
    real = Cluster.objects.filter(pk__in=[key for key in clusters if key > 0])
    return _Names(
        dict(Person.objects.filter(pk__in=people - {None}).values_list("pk", "name")),
        dict(real.values_list("pk", "name")) | {-row.pk: row.name for row in planned},
        dict(Product.objects.filter(pk__in=products).values_list("pk", "name")),
    )


def _words(move: Mapping[str, Any], names: _Names) -> str:
    giver = names.people.get(move["from"], "nobody")
    taker = names.people.get(move["to"], "somebody who is gone")
    cluster = names.clusters.get(move["cluster"], "a cluster that is gone")
    if "product" in move:
        product = names.products.get(move["product"], "a product that is gone")
        return f"{product} out of {cluster}, to a cluster of its own under {taker}"
    return f"{cluster} from {giver} to {taker}"


def _summary(answer: Mapping[str, Any]) -> str:
    if not answer or answer["obstacles"]:
        return ""
    count, baseline = len(answer["moves"]), answer["baseline"]
    if not count:
        return "Nobody is beyond the ceiling: nothing has to move."
    proven = "Fewer would not do" if answer["is_fewest"] else "Perhaps fewer would do"
    moves = "1 move brings" if count == 1 else f"{count} moves bring"
    if baseline is None:
        plain = "going from person to person finds no way at all"
    else:
        plain = f"going from person to person takes {baseline}"
    return f"{moves} everybody within the ceiling. {proven}; {plain}."


def _obstacle(obstacle: Mapping[str, Any], names: _Names) -> str:
    """The rule that stands in the way, with its numbers."""
    found, allowed = obstacle["found"], obstacle["allowed"]
    person = names.people.get(obstacle["person"], "")
    cluster = names.clusters.get(obstacle["cluster"], "")
    match Hindrance(obstacle["hindrance"]):
        case Hindrance.ACTIVE_PLACES:
            return f"{found} active products, and those who may carry them have {allowed} places."
        case Hindrance.STABLE_PLACES:
            return f"{found} stable clusters, and those who may carry them have {allowed} places."
        case Hindrance.LOCK if person:
            return f"What stays with {person} is {found} already, of {allowed} allowed."
        case Hindrance.LOCK:
            return "The locks of this draft: without them there is a way."
        case Hindrance.SPLIT if cluster:
            return (
                f"{cluster} holds {found} active products that may not leave it, "
                f"and nobody may carry more than {allowed}."
            )
        case Hindrance.SPLIT:
            return "Clusters may not be taken apart: if they may, there is a way."
        case Hindrance.MOST:
            return f"It takes {counted(found, 'move')}, and {allowed} are allowed."
        case Hindrance.TIME:
            return f"No way was found within {allowed} seconds."
