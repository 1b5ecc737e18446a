"""The drafts of the design table, each beside today and the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from people.models import Person
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from portfolio.models import Draft, DraftState
from portfolio.queries.addresses import pattern
from portfolio.queries.drafts import Drafted, World, drafted, load_drafts, world_on
from reviews.calculations.picture import tally
from reviews.values import LoadLevel
from reviews.values.picture import Tally

COMPARED = 12
"""Open drafts told with what they come to: as many as a table can be read across."""
CLOSED = 20


@dataclass(frozen=True)
class DraftRow:
    """One open draft with what it comes to."""

    pk: int
    name: str
    url: str
    by: str
    since: datetime
    is_shared: bool
    moves: str
    trouble: str
    result: Tally


@dataclass(frozen=True)
class ClosedRow:
    """One that was applied or put away."""

    name: str
    url: str
    by: str
    state: str
    at: datetime | None


@dataclass(frozen=True)
class ComparedRow:
    """One person's level today and in each of the drafts compared."""

    name: str
    url: str
    levels: list[str]


@dataclass(frozen=True)
class DraftListPage:
    """Ready values for `draft_list.html`."""

    today: Tally
    rows: list[DraftRow]
    closed: list[ClosedRow]
    can_edit: bool


@dataclass(frozen=True)
class ComparisonPage:
    """Ready values for `draft_comparison.html`: a column a draft, today the first."""

    names: list[tuple[str, str]]
    rows: list[ComparedRow]
    tallies: list[tuple[str, list[int]]]
    drafts: list[tuple[int, str, bool]]


def draft_list_page(person: Person, moment: Moment) -> DraftListPage:
    """The drafts the person may see."""
    seen = Draft.objects.seen_by(person).select_related("made_by")
    still = list(seen.filter(state=DraftState.OPEN)[:COMPARED])
    load_drafts(still)
    world = world_on(moment.on)
    return DraftListPage(
        today=tally(world.picture, world.levels),
        rows=[_row(draft, drafted(draft, world)) for draft in still],
        closed=[
            ClosedRow(
                row.name,
                _url(row),
                row.made_by.name,
                DraftState(row.state).label,
                row.closed_at,
            )
            for row in seen.exclude(state=DraftState.OPEN).order_by("-closed_at")[:CLOSED]
        ],
        can_edit=not moment.is_past,
    )


def draft_comparison_page(
    person: Person, moment: Moment, chosen: Collection[int]
) -> ComparisonPage:
    """Everybody whose level differs between today and the chosen drafts, or between these."""
    seen = Draft.objects.seen_by(person).filter(state=DraftState.OPEN)
    offered = list(seen.select_related("made_by")[:COMPARED])
    meant = [draft for draft in offered if draft.pk in chosen] or offered[:2]
    load_drafts(meant)
    world = world_on(moment.on)
    found = [drafted(draft, world) for draft in meant]
    results = [tally(world.picture, world.levels), *(one.differences.after for one in found)]
    return ComparisonPage(
        names=[("Today", ""), *((draft.name, _url(draft)) for draft in meant)],
        rows=_compared(world, found),
        tallies=[
            ("People beyond the ceiling", [one.beyond for one in results]),
            ("of them in triage", [one.triage for one in results]),
            ("Clusters without an accountable owner", [one.orphans for one in results]),
            ("Clusters of one", [one.alone for one in results]),
        ],
        drafts=[(draft.pk, draft.name, draft in meant) for draft in offered],
    )


def _compared(world: World, found: Sequence[Drafted]) -> list[ComparedRow]:
    changed = {shift.person_id for one in found for shift in one.differences.shifts}
    people = sorted(changed, key=lambda key: (world.picture.persons[key].name, key))
    url = pattern("reviews:owner-detail")
    within = LoadLevel.WITHIN
    return [
        ComparedRow(
            world.picture.persons[key].name,
            url(world.picture.persons[key].slug),
            [
                world.levels.get(key, within).value,
                *(one.levels.get(key, within).value for one in found),
            ],
        )
        for key in people
    ]


def _row(draft: Draft, found: Drafted) -> DraftRow:
    count = sum(not trouble.is_done for trouble in found.troubled.values())
    return DraftRow(
        pk=draft.pk,
        name=draft.name,
        url=_url(draft),
        by=draft.made_by.name,
        since=draft.base_taken_at,
        is_shared=draft.is_shared,
        moves=counted(len(found.moves), "move"),
        trouble=f"{count} no longer possible" if count else "",
        result=found.differences.after,
    )


def _url(draft: Draft) -> str:
    return reverse("portfolio:draft-detail", args=[draft.pk])
