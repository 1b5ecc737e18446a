"""Names that are alike: found in bounded work, also among ten thousand of one name."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from products.actions.likenesses import decide_match, refresh_likenesses
from products.actions.products import edit_product
from products.models import Candidate, CandidateMatch
from products.tasks import find_likenesses
from tests.harness.people import Cast
from tests.products.candidate_rows import make_candidate

pytestmark = pytest.mark.django_db


def found() -> set[tuple[str, str]]:
    rows = CandidateMatch.objects.select_related("candidate", "other", "product")
    return {(row.candidate.name, (row.other or row.product).name) for row in rows}


def test_candidates_products_and_former_names(cast: Cast) -> None:
    edit_product(cast.owner, cast.swaps, 1, name="Tauschbörse")
    for name in ("Crew planner (old)", "Shift swaps", "Fax gateway", "FAX GATEWAY", "Mail relay"):
        make_candidate(name)
    assert refresh_likenesses() == 3
    assert found() == {
        ("Crew planner (old)", "Crew planner"),
        ("Shift swaps", "Tauschbörse"),
        ("FAX GATEWAY", "Fax gateway"),
    }


def test_what_was_decided_stays_decided(cast: Cast) -> None:
    one, two = make_candidate("Fax"), make_candidate("Fax")
    decide_match(cast.leader, one, False, version=1, other=two)
    for _ in range(2):
        find_likenesses()
        kept = CandidateMatch.objects.get()
        assert (kept.candidate, kept.other, kept.is_same) == (one, two, False)


def test_ten_thousand_of_one_name(cast: Cast) -> None:
    """All point at the first: as many pairs as candidates, in a handful of statements."""
    rows = [Candidate(source="s", key=str(n), name="Server") for n in range(10_000)]
    Candidate.objects.bulk_create(rows, batch_size=2_000)
    began = time.monotonic()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert refresh_likenesses() == 9_999
    assert len(queries) < 60
    assert time.monotonic() - began < 60
    first = Candidate.objects.order_by("pk")[0]
    assert not CandidateMatch.objects.exclude(other=first).exists()
    assert not CandidateMatch.objects.exclude(likeness=Decimal(1)).exists()
