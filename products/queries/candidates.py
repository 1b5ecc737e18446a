"""The list of candidates: found, filtered, and turned over page by page at the same cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import day
from products.models import Candidate, CandidateMatch
from products.values.triage import Judgement

PER_PAGE: Final = 50
SHOWN: Final = (
    ("open", "Not judged"),
    ("review", "To look at again"),
    ("judged", "Judged"),
    *((word.value, word.label) for word in Judgement),
    ("same", "Same as another"),
    ("gone", "No longer in the source"),
    ("all", "All"),
)
NAMES: Final = ("q", "shown", "source", "alike", "after", "before")


@dataclass(frozen=True)
class CandidateFilter:
    """What is asked of the list; `after` and `before` name the row a page lies beside."""

    q: str = ""
    shown: str = "open"
    source: str = ""
    alike: str = ""
    after: str = ""
    before: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> CandidateFilter:
        """From an address or a form; raises `NotFound` for a list there is none of."""
        given = {name: query.get(name, "").strip() for name in NAMES}
        given["shown"] = given["shown"] or "open"
        if given["shown"] not in dict(SHOWN):
            raise NotFound("There is no such list of candidates.", code="unknown_filter")
        return cls(**given)

    def url(self, **changed: str) -> str:
        """The list's address with some of it changed; a page is left with the filters."""
        kept = {name: getattr(self, name) for name in NAMES[:4]} | changed
        kept = {name: word for name, word in kept.items() if word and (name, word) != OPEN}
        return reverse("products:candidate-list") + (f"?{urlencode(kept)}" if kept else "")


OPEN: Final = ("shown", "open")


@dataclass(frozen=True)
class CandidateRow:
    """One line, ready to show; `pick` is what its box sends: key and version."""

    id: int
    pick: str
    url: str
    name: str
    summary: str
    source: str
    key: str
    owner: str
    daily_users: int | None
    judgement: str
    reason: str
    product: str
    review: str
    is_due: bool
    is_alike: bool
    is_gone: bool


@dataclass(frozen=True)
class CandidateListPage:
    """A page of candidates, its filters and its neighbours."""

    rows: list[CandidateRow]
    total: int
    wanted: CandidateFilter
    kept: list[tuple[str, str]]
    shown: tuple[tuple[str, str], ...]
    sources: list[str]
    can_judge: bool
    judgements: list[tuple[int, str, str]]
    earlier: str
    later: str


def candidate_list_page(wanted: CandidateFilter, person: Person, today: date) -> CandidateListPage:
    """Inventory entries as of now: three statements, however many there are."""
    found = found_candidates(wanted, today)
    rows, has_earlier, has_later = _page(found, wanted)
    pattern = reverse("products:candidate-detail", args=[987654321])
    return CandidateListPage(
        rows=[_row(row, pattern, today) for row in rows],
        total=found.count(),
        wanted=wanted,
        kept=[(name, getattr(wanted, name)) for name in NAMES if getattr(wanted, name)],
        shown=SHOWN,
        sources=list(
            Candidate.objects.order_by("source").values_list("source", flat=True).distinct()
        ),
        can_judge=is_leadership(person),
        judgements=[(n, word.value, word.label) for n, word in enumerate(Judgement, start=1)],
        earlier=wanted.url(before=_token(rows[0])) if has_earlier else "",
        later=wanted.url(after=_token(rows[-1])) if has_later else "",
    )


def found_candidates(wanted: CandidateFilter, today: date) -> QuerySet[Any]:
    """The candidates a filter finds, in no order yet."""
    mine = CandidateMatch.objects.filter(candidate=OuterRef("pk"))
    rows: QuerySet[Any] = Candidate.objects.annotate(
        is_alike=Exists(mine.filter(is_same__isnull=True)),
        is_folded=Exists(mine.filter(is_same=True, other__isnull=False)),
        folded=Lower("name"),
    )
    conditions = {
        "open": Q(judgement="", is_folded=False),
        "review": Q(review_on__lte=today),
        "judged": ~Q(judgement=""),
        "same": Q(is_folded=True),
        "gone": Q(gone_at__isnull=False),
        "all": Q(),
    }
    rows = rows.filter(conditions.get(wanted.shown, Q(judgement=wanted.shown)))
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.alike:
        rows = rows.filter(is_alike=True)
    if wanted.q:
        words = Q(name__icontains=wanted.q) | Q(owner_name__icontains=wanted.q)
        rows = rows.filter(words | Q(summary__icontains=wanted.q) | Q(key__iexact=wanted.q))
    return rows


def _page(found: QuerySet[Any], wanted: CandidateFilter) -> tuple[list[Any], bool, bool]:
    """The rows beside the one named, and whether there are more on either side."""
    is_back = bool(wanted.before)
    token = wanted.before or wanted.after
    rows = found.select_related("product").order_by(
        *(("-folded", "-pk") if is_back else ("folded", "pk"))
    )
    if token:
        name, tilde, pk = token.rpartition("~")
        if not tilde or not pk.isascii() or not pk.isdigit() or len(pk) > 18:
            raise NotFound("There is no such page of the list.", code="unknown_page")
        word = "lt" if is_back else "gt"
        beyond = Q(**{f"folded__{word}": name}) | Q(folded=name, **{f"pk__{word}": int(pk)})
        rows = rows.filter(beyond)
    read = list(rows[: PER_PAGE + 1])
    has_more, read = len(read) > PER_PAGE, read[:PER_PAGE]
    if is_back:
        return read[::-1], has_more, bool(read)
    return read, bool(token) and bool(read), has_more


def _token(row: Any) -> str:
    return f"{row.folded}~{row.pk}"


def _row(row: Any, pattern: str, today: date) -> CandidateRow:
    return CandidateRow(
        id=row.pk,
        pick=f"{row.pk}.{row.version}",
        url=pattern.replace("987654321", str(row.pk)),
        name=row.name,
        summary=row.summary,
        source=row.source,
        key=row.key,
        owner=row.owner_name,
        daily_users=row.daily_users,
        judgement=Judgement(row.judgement).label if row.judgement else "",
        reason=row.reason if row.judgement else "",
        product=row.product.name if row.product else "",
        review=day(row.review_on, today),
        is_due=row.review_on is not None and row.review_on <= today,
        is_alike=row.is_alike and not row.judgement and not row.is_folded,
        is_gone=row.gone_at is not None,
    )
