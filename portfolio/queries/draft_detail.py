"""The page of one draft: what it changes, the board, its moves, and what people say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from people.models import Person
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from portfolio.models import Draft, DraftState
from portfolio.queries.draft_board import Board, board_of
from portfolio.queries.draft_signals import SignalLine, signal_lines
from portfolio.queries.drafts import MOVE_PARTS, Drafted, drafted, find_draft, move_words, world_on


@dataclass(frozen=True)
class MoveLine:
    """One move of the list, in words; `trouble` says why it can no longer be made."""

    pk: int
    words: str
    by: str
    at: datetime | None
    trouble: str
    removal: str


@dataclass(frozen=True)
class ShiftLine:
    """One person whose level changes."""

    name: str
    url: str
    before: str
    after: str
    is_heavier: bool


@dataclass(frozen=True)
class Count:
    """How many there are today and in the draft."""

    label: str
    before: int
    after: int

    @property
    def told(self) -> str:
        """The later number, as a word for a mark."""
        return str(self.after)

    @property
    def tone(self) -> str:
        """Fewer of what is unwanted is better."""
        return "" if self.before == self.after else "ok" if self.after < self.before else "watch"


@dataclass(frozen=True)
class LockLine:
    """A thing that stays where it is."""

    name: str
    reason: str
    by: str
    removal: str


@dataclass(frozen=True)
class CommentLine:
    """What somebody said."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True)
class DraftPage:
    """Ready values for `draft_detail.html`."""

    draft: Draft
    url: str
    state: str
    can_edit: bool
    counts: list[Count]
    shifts: list[ShiftLine]
    notes: list[str]
    signals: list[SignalLine]
    board: Board | None
    moves: list[MoveLine]
    applied: list[MoveLine]
    locks: list[LockLine]
    comments: list[CommentLine]


def draft_detail_page(
    person: Person, pk: int, moment: Moment, given: Mapping[str, str]
) -> DraftPage:
    """One draft in the portfolio as it is on the day shown. Raises `NotFound`."""
    draft = find_draft(person, pk)
    is_open = draft.state == DraftState.OPEN
    found = drafted(draft, world_on(moment.on)) if is_open else None
    return DraftPage(
        draft=draft,
        url=reverse("portfolio:draft-detail", args=[draft.pk]),
        state=DraftState(draft.state).label,
        can_edit=is_open and not moment.is_past,
        counts=counts_of(found) if found else [],
        shifts=shift_lines(found) if found else [],
        notes=_notes(found) if found else [],
        signals=signal_lines(found) if found else [],
        board=board_of(found, given) if found else None,
        moves=move_lines(found) if found else [],
        applied=_applied(draft),
        locks=_locks(draft),
        comments=[
            CommentLine(row.by.name, row.at, row.text)
            for row in draft.comments.select_related("by")  # type: ignore[attr-defined]
        ],
    )


def counts_of(found: Drafted) -> list[Count]:
    """What is unwanted, today and in the draft."""
    before, after = found.differences.before, found.differences.after
    return [
        Count("People beyond the ceiling", before.beyond, after.beyond),
        Count("of them in triage", before.triage, after.triage),
        Count("Clusters without an accountable owner", before.orphans, after.orphans),
        Count("Clusters of one", before.alone, after.alone),
    ]


def move_lines(found: Drafted) -> list[MoveLine]:
    """The standing moves in words, in their order."""
    lines = []
    for move in found.moves:
        trouble = found.troubled.get(move.pk)
        lines.append(
            MoveLine(
                pk=move.pk,
                words=move_words(move),
                by=move.by.name,
                at=move.at,
                trouble=trouble.words if trouble else "",
                removal=reverse("portfolio:draft-move-removal", args=[found.draft.pk, move.pk]),
            )
        )
    return lines


def shift_lines(found: Drafted) -> list[ShiftLine]:
    """Everybody whose level changes, the heaviest after first."""
    lines = []
    for shift in found.differences.shifts:
        person = found.before.persons[shift.person_id]
        lines.append(
            ShiftLine(
                person.name,
                reverse("reviews:owner-detail", args=[person.slug]),
                shift.before.label.lower(),
                shift.after.label.lower(),
                shift.is_heavier,
            )
        )
    return lines


def _notes(found: Drafted) -> list[str]:
    """What else changes, a sentence each."""
    seen = found.differences
    name = found.after.clusters
    notes = [f"{name[key].name} would have an accountable owner." for key in seen.orphans_solved]
    notes += [f"{name[key].name} would have no accountable owner." for key in seen.orphans_made]
    notes += [
        f"{name[key].name} would hold {counted(len(found.after.members[key]), 'product')} and "
        "nobody said why they belong together."
        for key in seen.unexplained
    ]
    notes += [
        f"{name[key].name} would be left without a product, and close." for key in seen.emptied
    ]
    return notes


def _applied(draft: Draft) -> list[MoveLine]:
    rows = draft.moves.filter(applied_at__isnull=False).select_related(*MOVE_PARTS)  # type: ignore[attr-defined]
    return [
        MoveLine(row.pk, move_words(row), row.by.name, row.applied_at, row.outcome, "")
        for row in rows
    ]


def _locks(draft: Draft) -> list[LockLine]:
    rows = draft.locks.select_related("cluster", "product", "by")  # type: ignore[attr-defined]
    return [
        LockLine(
            name=str(row.cluster or row.product),
            reason=row.reason,
            by=row.by.name,
            removal=reverse("portfolio:draft-lock-removal", args=[draft.pk, row.pk]),
        )
        for row in rows
    ]
