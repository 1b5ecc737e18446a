"""What a packet's frozen outcomes look like on a page: words beside the numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from backlogs.queries.outcome_reviews import verdict_mark, written
from backlogs.values.verdicts import Gap, Lot, Verdict
from portfolio.kernel.words import joined


def dress_outcomes(content: dict[str, Any]) -> None:
    """Add the words to the section of outcomes, where a packet has it."""
    if not content:
        return
    lots = content["shipped"]["lots"]
    said = [
        f"{lots[lot.value]} {lot.label[0].lower()}{lot.label[1:]}"
        for lot in Lot
        if lots.get(lot.value) or lot is Lot.UNKNOWN
    ]
    content["shipped"]["words"] = f"{content['shipped']['all']} shipped: {joined(said)}."
    for review in content["reviews"]:
        review["mark"] = verdict_mark(Verdict(review["verdict"]))
        review["way"] = Gap(review["gap"]).label if review["gap"] else _way(review)


def _way(review: dict[str, Any]) -> str:
    before, expected, after = (
        None if review[name] is None else Decimal(review[name])
        for name in ("before", "expected", "after")
    )
    return (
        f"{review['figure']}: from {written(before, '')} to {written(after, review['unit'])}, "
        f"{written(expected, review['unit'])} expected"
    )
