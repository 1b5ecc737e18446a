"""The page of one review: what was expected, what came, and what the owner says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from backlogs.models import Item, OutcomeReview
from backlogs.queries.addresses import at_of
from backlogs.queries.flow_figures import Passport
from backlogs.queries.items import find_item
from backlogs.queries.outcome_reviews import (
    TONES,
    find_review,
    is_looked_at,
    review_url,
    verdict_at,
    verdict_mark,
    written,
)
from backlogs.queries.outcomes import OutcomeLines, outcome_lines
from backlogs.values import ItemState, Reference
from backlogs.values.verdicts import Gap, OutcomePolicy, Verdict
from people.models import Person
from portfolio.kernel.charts import trend
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import plain, shown
from products.permissions import edits_product

DEFINITION: Final = (
    "The share of the expected change that came: 1 is all of it, 0 none, below 0 the wrong way."
)


@dataclass(frozen=True)
class ReviewPage:
    """Ready values for `backlogs/item_outcome_review.html`."""

    row: OutcomeReview
    item: Item
    reference: str
    url: str
    list_url: str
    hypothesis: OutcomeLines | None
    mark: SafeString
    said: str
    reason: str
    chart: SafeString
    sentence: str
    facts: list[tuple[str, str]]
    passport: Passport | None
    can_say: bool
    is_earlier: bool


def item_outcome_review_page(
    person: Person, reference: Reference, days: int, moment: Moment
) -> ReviewPage:
    """The review at the moment. Raises `NotFound` for an item or a review that is not there."""
    item = find_item(reference)
    row = find_review(item, days, moment)
    looked = is_looked_at(row, moment)
    verdict = verdict_at(row, moment)
    is_earlier = ItemState(item.state) is not ItemState.SHIPPED
    may = not moment.is_past and not is_earlier and edits_product(person, item.cluster_id)
    return ReviewPage(
        row=row,
        item=item,
        reference=str(reference),
        url=review_url(str(reference), days),
        list_url=reverse("backlogs:product-outcomes", args=[item.product.slug]) + at_of(moment),
        hypothesis=outcome_lines(item, at_of(moment)),
        mark=verdict_mark(verdict),
        said=_said(row) if looked else "",
        reason=row.said_reason if looked else "",
        chart=_chart(row, verdict),
        sentence=_sentence(row),
        facts=_facts(row),
        passport=_passport(row),
        can_say=may,
        is_earlier=is_earlier,
    )


def _said(row: OutcomeReview) -> str:
    who = row.said_by.name if row.said_by else "Somebody"
    at: datetime | None = row.said_at
    on = day(timezone.localdate(at)) if at else ""
    if row.said_verdict == row.verdict:
        return f"{who} looked at it on {on} and agreed."
    computed = Verdict(row.verdict).label.lower()
    return f"{who} overruled it on {on}; the numbers say {computed}."


def _chart(row: OutcomeReview, verdict: Verdict) -> SafeString:
    """Before and after, with what was expected as the dashed line."""
    values = [None if value is None else plain(value) for value in (row.before, row.after)]
    return trend(
        values,
        ("before", f"{row.days} days after"),
        target=None if row.expected is None else plain(row.expected),
        unit=row.unit,
        status=TONES[verdict],
        label=_sentence(row),
        word="expected",
        width=420,
        height=150,
    )


def _sentence(row: OutcomeReview) -> str:
    """What the picture shows, in words."""
    if not row.figure:
        return Gap.NO_FIGURE.label
    words = f"{row.figure}: {written(row.before, row.unit)} before shipping, "
    words += f"{written(row.after, row.unit)} up to the review"
    return f"{words}, {written(row.expected, row.unit)} expected."


def _facts(row: OutcomeReview) -> list[tuple[str, str]]:
    found = [("Shipped", day(row.shipped_on)), ("Review due", day(row.due_on))]
    if row.figure:
        found += [
            ("Before", f"{written(row.before, row.unit)} "
             f"({row.before_count} of {row.before_wanted} measurements)"),
            ("After", f"{written(row.after, row.unit)} "
             f"({row.after_count} of {row.after_wanted} measurements)"),
            ("Expected", written(row.expected, row.unit)),
        ]  # fmt: skip
    return found


def _passport(row: OutcomeReview) -> Passport | None:
    """Where the share of the way comes from, with this item's values put in."""
    if row.effect is None or row.before is None or row.after is None or row.expected is None:
        return None
    before, after, expected = (
        shown(plain(value)) for value in (row.before, row.after, row.expected)
    )
    policy = OutcomePolicy.from_thresholds(row.policy.thresholds)
    edges = f"achieved from {shown(policy.achieved)}, partly from {shown(policy.partly)}, "
    edges += f"worse from −{shown(policy.worse)} down"
    return Passport(
        shown=shown(row.effect, 2),
        definition=DEFINITION,
        formula=f"({after} − {before}) ÷ ({expected} − {before}), better counted as positive",
        rows=[
            ("Measurements", f"{row.before_count} before, {row.after_count} after"),
            ("Verdicts", edges),
            ("Computed", day(timezone.localdate(row.computed_at))),
            ("Policy", f"version {row.policy.number}"),
        ],
    )
