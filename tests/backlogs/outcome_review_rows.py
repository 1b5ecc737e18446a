"""One forbidden outcome review for each rule the database keeps about them."""

from __future__ import annotations

from django.utils import timezone

from backlogs.models import Item, OutcomeReview
from products.models import PolicyVersion


def review(item: Item, **fields: object) -> OutcomeReview:
    """A whole one, of an item that did what was hoped."""
    row = {
        "item": item, "days": 90, "shipped_on": "2026-03-01", "due_on": "2026-05-30",
        "verdict": "achieved", "effect": 1, "policy": PolicyVersion.objects.get(),
        "computed_at": timezone.now(),
    }  # fmt: skip
    return OutcomeReview.objects.create(**{**row, **fields})


OUTCOME_REVIEW_ROWS = {
    "outcome_review_once": lambda item: (review(item), review(item)),
    "outcome_review_days_known": lambda item: review(item, days=91),
    "outcome_review_after_shipping": lambda item: review(item, due_on="2026-03-01"),
    "outcome_review_verdict_known": lambda item: review(item, verdict="glory"),
    "outcome_review_effect_or_gap": lambda item: review(item, effect=None),
    "outcome_review_said_whole": lambda item: review(item, said_at=timezone.now()),
    "outcome_review_overruled_with_reason": lambda item: review(
        item, said_at=timezone.now(), said_verdict="partly"
    ),
}
