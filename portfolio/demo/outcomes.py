"""What came of the demo's shipped items: the reviews, and what their owners say of some."""

from __future__ import annotations

import tomllib
from pathlib import Path

from backlogs.actions.outcome_reviews import open_due_reviews
from backlogs.actions.outcome_verdicts import look_at_review
from backlogs.models import OutcomeReview
from backlogs.values.verdicts import Verdict
from people.queries import today
from products.models import Ownership

CONTENT = Path(__file__).parent / "content" / "outcomes.toml"


def review_outcomes() -> None:
    """Open every review that has come due, and look at those the content names.

    A line is `key|title|days|verdict|reason`; an empty verdict agrees with the numbers.
    """
    day = today()
    open_due_reviews(day)
    rows = {
        (row.item.product.key, row.item.title, row.days): row
        for row in OutcomeReview.objects.select_related("item__product")
    }
    owners = {row.cluster_id: row.person for row in Ownership.objects.on(day).select_related()}
    for line in tomllib.loads(CONTENT.read_text(encoding="utf-8"))["verdicts"]:
        key, title, days, verdict, reason = line.split("|")
        row = rows[key, title, int(days)]
        owner = owners[row.item.cluster_id]
        look_at_review(owner, row, Verdict(verdict or row.verdict), reason, row.computed_at)
