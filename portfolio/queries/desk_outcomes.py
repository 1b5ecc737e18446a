"""My desk: reviews of outcomes that nobody has looked at."""

from __future__ import annotations

from backlogs.models import OutcomeReview
from backlogs.queries.outcome_reviews import TONES, open_reviews, review_url, way_words
from backlogs.values.verdicts import Gap, Verdict
from people.models import Person
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import at
from portfolio.queries.warnings import WarningLine
from products.permissions import belonging


def outcome_lines(moment: Moment, person: Person, most: int) -> tuple[list[WarningLine], int]:
    """The first of what the person should look at as accountable owner, and how many there are."""
    rows = open_reviews(belonging(person).owned, moment)
    return [_line(row, moment) for row in rows[:most]], rows.count()


def _line(row: OutcomeReview, moment: Moment) -> WarningLine:
    verdict = Verdict(row.verdict)
    url = review_url(f"{row.item.product.key}-{row.item.number}", row.days) + at(moment)
    return WarningLine(
        tone=TONES[verdict],
        subject=row.item.title,
        url=url,
        what=f"{verdict.label.lower()} after {row.days} days",
        why=way_words(row) or (Gap(row.gap).label if row.gap else ""),
        act="Look",
        act_url=url,
    )
