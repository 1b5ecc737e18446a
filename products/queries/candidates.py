"""The list of candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from products.models import Candidate

PER_PAGE = 50


@dataclass(frozen=True)
class CandidateListPage:
    """Candidates, a page of them."""

    rows: list[Candidate]
    pager: Page[Any]
    total: int
    q: str
    shown: str


def candidate_list_page(q: str, shown: str, number: str) -> CandidateListPage:
    """Inventory entries whose name, source or owner holds `q`; `shown` is open, judged or all."""
    rows = Candidate.objects.select_related("product").order_by("name", "pk")
    if shown in ("open", "judged"):
        rows = rows.filter(judgement="") if shown == "open" else rows.exclude(judgement="")
    if q:
        rows = rows.filter(
            Q(name__icontains=q) | Q(source__icontains=q) | Q(owner_name__icontains=q)
        )
    pager = Paginator(rows, PER_PAGE).get_page(number)
    return CandidateListPage(list(pager), pager, pager.paginator.count, q, shown)
