"""Scores beside the order: of an item, and as a column to sort by."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Case, DecimalField, F, FilteredRelation, Q, When
from django.db.models.functions import Cast, Round

from backlogs.calculations.scoring import Inputs, Rice, Wsjf, working
from backlogs.models import Item, Score
from backlogs.values import Scheme

_EXACT: Final = DecimalField(max_digits=20, decimal_places=6)
_WORTH: Final = {
    Scheme.RICE: F("own_score__reach") * F("own_score__impact") * F("own_score__confidence") / 100,
    Scheme.WSJF: F("own_score__business_value")
    + F("own_score__time_criticality")
    + F("own_score__risk_reduction"),
}


def with_score(items: Any, scheme: Scheme) -> Any:
    """`items` with `score`, NULL where there is none; the same as `calculations.scoring` says.

    Nothing is stored that follows from something else, so a new estimate is a new score at once.
    """
    exact = Case(When(effort__gt=0, then=Cast(_WORTH[scheme], _EXACT) / F("effort")))
    own = FilteredRelation("scores", condition=Q(scores__scheme=scheme))
    return items.annotate(own_score=own, score=Round(exact, precision=6, output_field=_EXACT))


def inputs_of(row: Any) -> Inputs:
    """What a row holds, as the calculation takes it; the database keeps each scheme complete."""
    if row.scheme == Scheme.RICE:
        return Rice(row.reach, row.impact, row.confidence)
    return Wsjf(row.business_value, row.time_criticality, row.risk_reduction)


def score_words(item: Item, scheme: Scheme) -> str:
    """How the item's score comes about; nothing while nobody scored it."""
    row = Score.objects.filter(item=item, scheme=scheme).first()
    return working(inputs_of(row), item.effort) if row else ""


def score_values(item: Item, scheme: Scheme) -> dict[str, Any]:
    """What a form about the item's score begins with."""
    row = Score.objects.filter(item=item, scheme=scheme).values().first()
    return dict(row) if row else {}
