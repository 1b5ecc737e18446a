"""Each act of a person is written down with what it takes to put it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from backlogs.calculations.acts import Step
from backlogs.models import Act, Item
from backlogs.values import ActKind
from people.models import Person
from portfolio.kernel.words import counted


def note_act(
    by: Person | None,
    cluster_id: int,
    kind: ActKind,
    words: str,
    steps: Sequence[Step],
    at: datetime,
) -> int | None:
    """Write the act down and say its key. What nobody did (an import) is not undone by hand."""
    if by is None or not steps:
        return None
    kept = [step.kept() for step in steps]
    act = Act.objects.create(
        cluster_id=cluster_id, kind=kind, words=words, by=by, at=at, steps=kept
    )
    return act.pk


def named(items: Sequence[Item]) -> str:
    """How an act calls what it touched: “its title”, or how many there were."""
    return f"“{items[0].title}”" if len(items) == 1 else counted(len(items), "item")
