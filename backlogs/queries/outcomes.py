"""Which items say what they shall change, and how that is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse

from backlogs.models import Item, Outcome
from backlogs.queries.targets import unit_of
from backlogs.values import ItemType
from portfolio.kernel.marks import day
from portfolio.kernel.numbers import plain, with_unit

HAS_OUTCOME: Final = Q(outcome__isnull=False)
LACKS_OUTCOME: Final = Q(
    outcome__isnull=True, type__in=[kind for kind in ItemType if kind.asks_for_outcome]
)
"""Asked for one and without: a fix restores what was promised and is never among them."""
WITH_OUTCOME: Final = (
    "outcome__persona",
    "outcome__metric",
    "outcome__key_result__metric",
    "outcome__key_result__objective",
)
"""What to select with items whose hypothesis is shown."""


@dataclass(frozen=True)
class OutcomeLines:
    """A hypothesis, line by line: if we (the item), for, then, seen in."""

    persona: str
    statement: str
    figure: str
    figure_url: str
    way: str


def lacks_outcome(item: Item) -> bool:
    """Whether it ought to have one and has none: `LACKS_OUTCOME` of an item at hand."""
    return ItemType(item.type).asks_for_outcome and getattr(item, "outcome", None) is None


def outcome_lines(item: Item, at: str = "") -> OutcomeLines | None:
    """The item's hypothesis; None where there is none. The item comes with `WITH_OUTCOME`."""
    row: Outcome | None = getattr(item, "outcome", None)
    if row is None:
        return None
    name, url, unit = _figure(row, item.product.slug, at)
    return OutcomeLines(
        persona=row.persona.name if row.persona else "everybody who uses it",
        statement=row.statement,
        figure=name,
        figure_url=url,
        way=_way(row, unit),
    )


def _figure(row: Outcome, product: str, at: str) -> tuple[str, str, str]:
    if row.metric is not None:
        url = reverse("metrics:metric-detail", args=[product, row.metric.slug]) + at
        return row.metric.name, url, row.metric.unit
    if row.key_result is not None:
        words = f"{row.key_result.title}, for “{row.key_result.objective.title}”"
        return words, "", unit_of(row.key_result)
    return "", "", ""


def _way(row: Outcome, unit: str) -> str:
    """`from 62 % to 80 % by 30 Jun 2027`; of a hypothesis in words, the day alone."""
    until = f"by {day(row.due_on)}" if row.due_on else ""
    if row.value_from is None or row.value_to is None:
        return until
    return f"from {with_unit(row.value_from, unit)} to {with_unit(row.value_to, unit)} {until}"


def outcome_values(item: Item) -> dict[str, Any]:
    """What a form about the item's hypothesis begins with."""
    row: Outcome | None = getattr(item, "outcome", None)
    if row is None:
        return {}
    key = f"m{row.metric_id}" if row.metric_id else f"k{row.key_result_id}"
    has_target = row.metric_id or row.key_result_id
    return {
        "persona": row.persona.slug if row.persona else "",
        "statement": row.statement,
        "target": key if has_target else "",
        "value_from": plain(row.value_from) if row.value_from is not None else None,
        "value_to": plain(row.value_to) if row.value_to is not None else None,
        "due_on": row.due_on,
        "version": row.version,
    }
