"""Candidates are judged, one or many at once, and judged anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.kernel.words import joined
from products.actions.candidate_products import check_name, release_product
from products.actions.products import create_product
from products.models import Candidate, CandidateJudgement, CandidateSupport, Product
from products.values import Stage
from products.values.triage import Judgement

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Judging:
    """What is said of candidates. `product` is the one they are, or are part of, where it exists;
    `stage` that of a product which begins; `supports` the products an infrastructure carries."""

    judgement: str
    reason: str
    product: Product | None = None
    stage: str = Stage.INTRODUCTION
    review_on: date | None = None
    ends_on: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    supports: tuple[Product, ...] = ()


@transaction.atomic
def judge_candidates(by: Person, seen: Mapping[int, int], said: Judging) -> list[Candidate]:
    """Judge all of `seen` (key → version as read) or none; an empty judgement opens them again.

    Sending the same twice changes nothing. Raises `Conflict` naming who was judged meanwhile,
    `Refused` where the judgement lacks something or a product cannot be taken back.
    """
    _check(seen, said)
    rows = Candidate.objects.select_for_update(no_key=True, of=("self",))
    locked = list(rows.select_related("judged_by", "product").filter(pk__in=seen).order_by("pk"))
    if len(locked) < len(seen):
        raise NotFound("One of these candidates is not there.", code="not_found")
    waiting = [row for row in locked if not _is_repeat(row, seen[row.pk], by, said)]
    _check_versions(waiting, seen)
    at = timezone.now()
    for candidate in waiting:
        _judge(by, candidate, said, at)
    return waiting


def _check(seen: Mapping[int, int], said: Judging) -> None:
    if not seen:
        raise Refused("Pick at least one candidate.", code="nothing_picked")
    if len(seen) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE} candidates at once.", code="too_many")
    if said.judgement not in ("", *Judgement.texts()):
        raise Refused("Choose what it is.", code="judgement_unknown", field="judgement")
    if not said.reason.strip():
        raise Refused("Say why, in a sentence.", code="reason_missing", field="reason")
    if said.judgement == Judgement.PART and said.product is None:
        raise Refused("Say which product it is part of.", code="product_missing", field="product")
    if said.judgement == Judgement.RETIRE and said.review_on is None:
        raise Refused(
            "Say when to look again whether it is gone.", code="review_missing", field="review_on"
        )
    if said.judgement == Judgement.PRODUCT and said.stage not in Stage.texts():
        raise Refused("Choose a stage.", code="stage_unknown", field="stage")


def _is_repeat(row: Candidate, version: int, by: Person, said: Judging) -> bool:
    """The very same words by the same person, one version later: the form was sent twice."""
    return (
        row.version == version + 1
        and row.judged_by_id == by.pk
        and (row.judgement, row.reason) == (said.judgement, said.reason)
        and row.review_on == said.review_on
        and (said.product is None or row.product_id == said.product.pk)
    )


def _check_versions(rows: list[Candidate], seen: Mapping[int, int]) -> None:
    stale = [row for row in rows if row.version != seen[row.pk]]
    if not stale:
        return
    told = [f"{row.name} by {row.judged_by.name if row.judged_by else 'nobody'}" for row in stale]
    raise Conflict(
        f"Judged meanwhile: {joined(told)}. Nothing was changed.",
        code="stale_version",
        details={"candidates": [row.pk for row in stale]},
    )


def _judge(by: Person, candidate: Candidate, said: Judging, at: datetime) -> None:
    before = candidate.judgements.select_related("product").first()  # type: ignore[attr-defined]
    made = before.product if before is not None and before.has_made else None
    product = said.product if said.judgement in (Judgement.PRODUCT, Judgement.PART) else None
    keeps = made is not None and said.judgement == Judgement.PRODUCT and product in (None, made)
    candidate.product = made if keeps else product
    candidate.judgement, candidate.reason = said.judgement, said.reason
    candidate.judged_by, candidate.judged_at = by, at
    candidate.review_on = said.review_on
    candidate.version += 1
    candidate.save()
    if made is not None and not keeps:
        release_product(made)
    begins = said.judgement == Judgement.PRODUCT and candidate.product is None
    if begins:
        candidate.product = _begin(by, candidate, said)
        candidate.save(update_fields=["product"])
    CandidateJudgement.objects.create(
        candidate=candidate,
        judgement=said.judgement,
        reason=said.reason,
        answers=dict(said.answers),
        product=candidate.product,
        has_made=begins or keeps,
        ends_on=said.ends_on if said.judgement == Judgement.PROJECT else None,
        review_on=said.review_on,
        by=by,
        at=at,
    )
    _support(candidate, said)


def _begin(by: Person, candidate: Candidate, said: Judging) -> Product:
    """The candidate as a product in a cluster of its own."""
    check_name(candidate.name)
    return create_product(
        by,
        name=candidate.name,
        introduced_on=today(),
        stage=said.stage,
        summary=candidate.summary,
        daily_users=candidate.daily_users,
    )


def _support(candidate: Candidate, said: Judging) -> None:
    wanted = said.supports if said.judgement == Judgement.INFRASTRUCTURE else ()
    held = CandidateSupport.objects.filter(candidate=candidate)
    held.exclude(product__in=[product.pk for product in wanted]).delete()
    CandidateSupport.objects.bulk_create(
        (CandidateSupport(candidate=candidate, product=product) for product in wanted),
        ignore_conflicts=True,
    )
