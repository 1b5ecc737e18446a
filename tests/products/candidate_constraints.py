"""Forbidden rows about candidates, their judgements and their look-alikes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from products import models as m
from tests.harness.people import Cast


def candidate(key: str = "1") -> m.Candidate:
    return m.Candidate.objects.get_or_create(source="CMDB", key=key, defaults={"name": "Fax"})[0]


def judged(**fields: object) -> m.CandidateJudgement:
    row = {"candidate": candidate(), "judgement": "retire", "reason": "Nobody uses it."}
    return m.CandidateJudgement.objects.create(**{**row, "at": timezone.now(), **fields})


def match(**fields: object) -> m.CandidateMatch:
    return m.CandidateMatch.objects.create(**{"candidate": candidate(), "likeness": 1, **fields})


def support(cast: Cast) -> m.CandidateSupport:
    return m.CandidateSupport.objects.create(candidate=candidate(), product=cast.planner)


CASES: dict[str, Callable[[Cast], object]] = {
    "judgement_known_with_reason": lambda c: judged(reason=""),
    "judgement_end_of_project": lambda c: judged(ends_on=date(2026, 1, 1)),
    "candidate_support_unique": lambda c: [support(c), support(c)],
    "match_other_once": lambda c: [match(other=candidate("2")), match(other=candidate("2"))],
    "match_product_once": lambda c: [match(product=c.planner), match(product=c.planner)],
    "match_of_one_thing": lambda c: match(),
    "match_likeness_share": lambda c: match(product=c.planner, likeness=2),
}
