"""My desk: candidates whose day to be looked at again has come."""

from __future__ import annotations

from django.urls import reverse

from people.models import Person
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.queries.warnings import WarningLine
from products.models import Candidate
from products.queries.candidates import CandidateFilter
from products.values.triage import Judgement

ALL = CandidateFilter(shown="review")


def candidate_lines(moment: Moment, person: Person, most: int) -> tuple[list[WarningLine], int]:
    """The first of those the person judged, the longest due first, and how many there are."""
    due = Candidate.objects.filter(judged_by=person, review_on__lte=moment.on)
    rows = due.exclude(judgement="").order_by("review_on", "pk")
    return [_line(row, moment) for row in rows[:most]], rows.count()


def _line(row: Candidate, moment: Moment) -> WarningLine:
    url = reverse("products:candidate-detail", args=[row.pk])
    return WarningLine(
        tone="watch",
        subject=row.name,
        url=url,
        what=f"judged {Judgement(row.judgement).label.lower()}",
        why=f"look again since {day(row.review_on, moment.on)}",
        act="Look",
        act_url=url,
    )
