"""One candidate with all that was imported about it, what it is like, and what was said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.marks import day
from products.calculations.triage import suggested
from products.models import Candidate, CandidateJudgement, CandidateMatch, Product
from products.queries.candidates import CandidateFilter, found_candidates
from products.queries.likeness import likenesses
from products.queries.policy import policy_on
from products.values.triage import Answer, Judgement, Question, TriagePolicy

NAMES: Final = 1000
"""Products offered while typing; any other is found by its exact name all the same."""


@dataclass(frozen=True)
class Alike:
    """Something of a like name; `kind` and `pk` are what the decision sends."""

    kind: str
    pk: int
    name: str
    note: str
    url: str


@dataclass(frozen=True)
class Said:
    """One judgement of its history."""

    on: str
    by: str
    words: str
    reason: str
    answers: list[str]


@dataclass(frozen=True)
class CandidateDetailPage:
    """Ready values for `products/candidate_detail.html`."""

    candidate: Candidate
    facts: list[tuple[str, str]]
    alike: list[Alike]
    decided: list[str]
    history: list[Said]
    supports: list[str]
    names: list[str]
    suggestion: str
    suggested: str
    can_judge: bool
    next_url: str


def candidate_detail_page(
    candidate: Candidate, person: Person, today: date, answers: Mapping[str, str]
) -> CandidateDetailPage:
    """Everything on the page; `answers` are those the form shows, for what they suggest."""
    word, why = suggested(answers)
    matches = list(
        CandidateMatch.objects.filter(Q(candidate=candidate) | Q(other=candidate))
        .filter(is_same__isnull=False)
        .select_related("candidate", "other", "product", "by")
    )
    following = next_open(candidate, today)
    return CandidateDetailPage(
        candidate=candidate,
        facts=candidate_facts(candidate, today),
        alike=[] if candidate.judgement else _alike(candidate, matches, today),
        decided=[_decided(match, candidate) for match in matches],
        history=_history(candidate, today),
        supports=list(
            candidate.supports.order_by("product__name").values_list("product__name", flat=True)  # type: ignore[attr-defined]
        ),
        names=list(Product.objects.order_by("name").values_list("name", flat=True)[:NAMES]),
        suggestion=f"{word.label}: {why}" if word else why if any(answers.values()) else "",
        suggested=word.value if word else "",
        can_judge=is_leadership(person),
        next_url=candidate_url(following.pk) if following else "",
    )


def candidate_url(pk: int) -> str:
    """The page of one candidate."""
    return reverse("products:candidate-detail", args=[pk])


def next_open(candidate: Candidate, today: date) -> Candidate | None:
    """The next one by name that nobody has judged; from the start after the last."""
    rows = found_candidates(CandidateFilter(), today).exclude(pk=candidate.pk)
    rows = rows.order_by("folded", "pk")
    name = candidate.name.lower()
    later = rows.filter(Q(folded__gt=name) | Q(folded=name, pk__gt=candidate.pk)).first()
    return later or rows.first()


def last_answers(candidate: Candidate) -> dict[str, str]:
    """What was answered last time, if ever."""
    newest = candidate.judgements.first()  # type: ignore[attr-defined]
    return dict(newest.answers) if newest else {}


def candidate_facts(candidate: Candidate, today: date) -> list[tuple[str, str]]:
    """What was imported, as names and words; what is not known is left out."""
    gone = candidate.gone_at and timezone.localdate(candidate.gone_at)
    fixed = [
        ("Source", f"{candidate.source}, {candidate.key}"),
        ("Owner named there", candidate.owner_name),
        ("Daily users", str(candidate.daily_users) if candidate.daily_users is not None else ""),
        ("First imported", day(timezone.localdate(candidate.first_seen_at), today)),
        ("No longer in the source", f"since {day(gone, today)}" if gone else ""),
    ]
    told = [(name.capitalize(), str(value)) for name, value in candidate.facts.items()]
    return [(name, value) for name, value in (*fixed, *told) if value]


def _alike(candidate: Candidate, matches: list[Any], today: date) -> list[Alike]:
    """Looked up now, so that a product added a minute ago counts; what was decided is left out."""
    policy = TriagePolicy.from_thresholds(policy_on(today).thresholds)
    products = {match.product_id for match in matches if match.product_id}
    others = {key for match in matches for key in (match.candidate_id, match.other_id)}
    return [
        Alike(
            kind="product" if row.product_id else "other",
            pk=row.product_id or row.other_id or 0,
            name=row.name,
            note=f"{'a product' if row.product_id else 'a candidate'}, "
            f"{row.share * 100:.0f} % alike",
            url=candidate_url(row.other_id) if row.other_id else "",
        )
        for row in likenesses([candidate.pk], policy.likeness)
        if (row.product_id not in products if row.product_id else row.other_id not in others)
    ]


def _decided(match: Any, candidate: Candidate) -> str:
    """A decision in a sentence, from this candidate's side."""
    if match.product is not None:
        thing = match.product.name
    else:
        thing = (match.other if match.candidate_id == candidate.pk else match.candidate).name
    word = "The same as" if match.is_same else "Not the same as"
    by = f", says {match.by.name}" if match.by else ""
    return f"{word} {thing}{by}."


def _history(candidate: Candidate, today: date) -> list[Said]:
    rows = CandidateJudgement.objects.filter(candidate=candidate).select_related("by", "product")
    return [
        Said(
            on=day(timezone.localdate(row.at), today),
            by=row.by.name if row.by else "",
            words=_words(row, today),
            reason=row.reason,
            answers=[
                f"{Question(name).label} {Answer(word).label}."
                for name, word in row.answers.items()
                if name in Question.texts() and word in Answer.texts()
            ],
        )
        for row in rows
    ]


def _words(row: CandidateJudgement, today: date) -> str:
    if not row.judgement:
        return "Opened again"
    words = Judgement(row.judgement).label
    if row.product is not None:
        words += f": {row.product.name}"
    if row.ends_on:
        words += f", ends {day(row.ends_on, today)}"
    return f"{words}, look again {day(row.review_on, today)}" if row.review_on else words
