"""What happened to a roadmap: who, when, what, why, and what it put off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backlogs.models import RoadmapChange
from backlogs.queries.clock import ends
from backlogs.values import Column, RoadmapAct
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import joined

SHOWN = 12
ALL = 500


@dataclass(frozen=True)
class ChangeRow:
    """One change as it is told."""

    at: datetime
    who: str
    title: str
    words: str
    note: str
    displaced: str


@dataclass(frozen=True)
class Changes:
    """The newest changes, and whether there are more."""

    rows: tuple[ChangeRow, ...]
    has_more: bool


def changes_of(
    cluster_id: int, moment: Moment, product_id: int | None = None, *, everything: bool = False
) -> Changes:
    """The changes of a cluster's roadmap up to the moment, newest first, in one query."""
    found = RoadmapChange.objects.filter(roadmap_id=cluster_id, at__lt=ends(moment.on))
    if product_id is not None:
        found = found.filter(entry__product_id=product_id)
    limit = ALL if everything else SHOWN
    rows = list(found.select_related("by").order_by("-at", "-id")[: limit + 1])
    return Changes(tuple(_row(change) for change in rows[:limit]), len(rows) > limit)


def _row(change: RoadmapChange) -> ChangeRow:
    return ChangeRow(
        at=change.at,
        who=change.by.name if change.by else "",
        title=change.title,
        words=_words(change),
        note=change.note,
        displaced=joined([f"“{title}”" for title in change.displaced]),
    )


def _words(change: RoadmapChange) -> str:
    """The sentence after the entry's name: `moved from later to now`."""
    act = RoadmapAct(change.act)
    to = Column(change.column).label.lower() if change.column else ""
    left = Column(change.left).label.lower() if change.left else ""
    if act is RoadmapAct.MOVED:
        return f"moved within {to}" if to == left else f"moved from {left} to {to}"
    if act is RoadmapAct.ADDED:
        return f"put on the roadmap under {to}"
    if act is RoadmapAct.REMOVED:
        return f"taken off, was under {left}"
    return act.label
