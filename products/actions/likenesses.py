"""Look-alikes among candidates: suggested by the machine, decided by a person, remembered."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Refused
from products.actions.candidates import Judging, judge_candidates
from products.models import Candidate, CandidateMatch, Product
from products.queries.likeness import Likeness, likenesses
from products.queries.policy import policy_on
from products.values.triage import Judgement, TriagePolicy

AT_ONCE: Final = 200
LOCK: Final = 7_201_150
"""The advisory lock that lets one search for look-alikes run at a time."""


def refresh_likenesses() -> int:
    """Write anew what looks like the same thing and nobody has decided; says how many there are.

    Candidates of exactly one name all point at the first of them; only the first of each name is
    compared by trigrams.
    """
    least = TriagePolicy.from_thresholds(policy_on(today()).thresholds).likeness
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        firsts, alike = _by_name()
        CandidateMatch.objects.filter(is_same__isnull=True).delete()
        for start in range(0, len(alike), AT_ONCE * 10):
            _write(alike[start : start + AT_ONCE * 10])
        for start in range(0, len(firsts), AT_ONCE):
            found = likenesses(firsts[start : start + AT_ONCE], least, among=firsts)
            _write(
                [row for row in found if row.other_id is None or row.other_id < row.candidate_id]
            )
        return CandidateMatch.objects.filter(is_same__isnull=True).count()


def forget_suggestions(ids: set[int]) -> None:
    """Drop what nobody decided about these candidates: the next search finds it again."""
    rows = CandidateMatch.objects.filter(is_same__isnull=True)
    rows.filter(Q(candidate__in=ids) | Q(other__in=ids)).delete()


def _by_name() -> tuple[list[int], list[Likeness]]:
    """The first candidate of each name, and the others as exactly like it."""
    first: dict[str, int] = {}
    alike = []
    for pk, name in Candidate.objects.order_by("pk").values_list("pk", "name"):
        known = first.setdefault(name.casefold(), pk)
        if known != pk:
            alike.append(Likeness(pk, known, None, name, Decimal(1)))
    return list(first.values()), alike


def _write(found: list[Likeness]) -> None:
    """What was decided, either way round, stays decided."""
    decided = _decided({row.candidate_id for row in found})
    CandidateMatch.objects.bulk_create(
        (
            CandidateMatch(
                candidate_id=row.candidate_id,
                other_id=row.other_id,
                product_id=row.product_id,
                likeness=row.share,
            )
            for row in found
            if (row.candidate_id, row.other_id, row.product_id) not in decided
        ),
        ignore_conflicts=True,
    )


def _decided(ids: set[int]) -> set[tuple[int | None, int | None, int | None]]:
    rows = CandidateMatch.objects.filter(is_same__isnull=False).filter(
        Q(candidate__in=ids) | Q(other__in=ids)
    )
    return set(_both_ways(rows.values_list("candidate_id", "other_id", "product_id")))


def _both_ways(rows: object) -> Iterator[tuple[int | None, int | None, int | None]]:
    for candidate, other, product in rows:  # type: ignore[attr-defined]
        yield candidate, other, product
        if other is not None:
            yield other, candidate, None


@transaction.atomic
def decide_match(
    by: Person,
    candidate: Candidate,
    is_same: bool,
    *,
    version: int,
    product: Product | None = None,
    other: Candidate | None = None,
) -> None:
    """Say that the candidate is, or is not, the same as a product or as another candidate.

    The same as a product: it is judged to be that product. The same as another candidate: it is
    judged with that one. Either is remembered.
    """
    row = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    if is_same and other is not None and _leads_to(other.pk, row.pk):
        raise Refused(f"{other.name} is said to be the same as this already.", code="match_circle")
    CandidateMatch.objects.update_or_create(
        candidate=row,
        product=product,
        other=other,
        defaults={"is_same": is_same, "by": by, "at": timezone.now()},
        create_defaults={
            "is_same": is_same,
            "by": by,
            "at": timezone.now(),
            "likeness": Decimal(0),
        },
    )
    if is_same and product is not None:
        said = Judging(Judgement.PRODUCT, f"The same as {product.name}.", product=product)
        judge_candidates(by, {row.pk: version}, said)


def _leads_to(start: int, end: int) -> bool:
    """Whether following "the same as" from `start` comes to `end`."""
    seen = {start}
    while start != end:
        step = CandidateMatch.objects.filter(candidate=start, is_same=True, other__isnull=False)
        following = step.values_list("other_id", flat=True).first()
        if following is None or following in seen:
            return False
        seen.add(following)
        start = following
    return True
