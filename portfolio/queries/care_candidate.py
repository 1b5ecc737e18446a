"""A candidate on its way into care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio.calculations.care import CareStep
from products.models import Candidate
from products.queries.candidate_detail import candidate_facts, candidate_url


@dataclass(frozen=True)
class CandidateCarePage:
    """Ready values for `portfolio/candidate_care.html`."""

    candidate: Candidate
    url: str
    facts: list[tuple[str, str]]
    steps: list[tuple[int, str]]
    judged: str
    can_judge: bool


def candidate_care_page(candidate: Candidate, can_judge: bool, today: date) -> CandidateCarePage:
    """What was imported, and what comes after it is a product."""
    return CandidateCarePage(
        candidate=candidate,
        url=candidate_url(candidate.pk),
        facts=candidate_facts(candidate, today),
        steps=[(number, step.label) for number, step in enumerate(CareStep, start=1)],
        judged=candidate.get_judgement_display() if candidate.judgement else "",
        can_judge=can_judge,
    )
