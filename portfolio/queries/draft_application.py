"""Before a draft is applied: which moves can be made, what each comes to, what has changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from people.models import Person
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import joined
from portfolio.models import Draft
from portfolio.queries.draft_detail import Count, ShiftLine, counts_of, shift_lines
from portfolio.queries.drafts import drafted, find_draft, move_words, world_on


@dataclass(frozen=True)
class Choice:
    """One move to choose; without `can` it is left out, and `words_now` says why."""

    pk: int
    words: str
    can: bool
    is_chosen: bool
    words_now: str


@dataclass(frozen=True)
class ApplicationPage:
    """Ready values for `draft_application.html`."""

    draft: Draft
    choices: list[Choice]
    counts: list[Count]
    shifts: list[ShiftLine]
    missing: str


def draft_application_page(
    person: Person, pk: int, moment: Moment, chosen: Collection[int] | None = None
) -> ApplicationPage:
    """The moves with what stands against each; all that can be made are chosen at first."""
    draft = find_draft(person, pk)
    found = drafted(draft, world_on(moment.on))
    choices = []
    for move in found.moves:
        trouble = found.troubled.get(move.pk)
        can = trouble is None or trouble.is_done
        is_chosen = can if chosen is None else move.pk in chosen
        choices.append(
            Choice(move.pk, move_words(move), can, is_chosen, trouble.words if trouble else "")
        )
    names = [found.after.clusters[key].name for key in found.differences.unexplained]
    return ApplicationPage(
        draft=draft,
        choices=choices,
        counts=counts_of(found),
        shifts=shift_lines(found),
        missing=joined(names),
    )
