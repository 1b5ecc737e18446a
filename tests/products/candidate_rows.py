"""Candidates for tests."""

from __future__ import annotations

from typing import Any

from people.models import Person
from products.actions.candidates import Judging, judge_candidates
from products.models import Candidate, Product


def make_candidate(name: str = "Fax gateway", **fields: Any) -> Candidate:
    key = fields.pop("key", f"CI{Candidate.objects.count() + 1}")
    return Candidate.objects.create(**{"source": "cmdb", "key": key, "name": name, **fields})


def judge(
    by: Person, candidate: Candidate, judgement: str, product: Product | None = None, **said: Any
) -> Candidate:
    candidate.refresh_from_db()
    words = {"reason": "We looked.", "product": product, **said}
    judge_candidates(by, {candidate.pk: candidate.version}, Judging(judgement, **words))
    candidate.refresh_from_db()
    return candidate
