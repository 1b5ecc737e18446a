"""Where to start: clusters and candidates by their orphan score, highest first (DOMAIN 12)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q
from django.urls import reverse
from django.utils.safestring import SafeString

from backlogs.models import Item, StateEvent
from backlogs.models.item import CLOSED_STATES
from backlogs.queries.clock import ends
from people.models import Person
from people.permissions import is_leadership
from portfolio.calculations.care import progress_words
from portfolio.calculations.orphan import OrphanFacts, OrphanScore, first_places, orphan_score
from portfolio.kernel.marks import status_mark
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import pattern
from portfolio.queries.care_facts import care_of
from portfolio.queries.standing import standing
from portfolio.values import LIVING, StartPolicy
from products.models import Candidate, ProductUser
from products.queries import policy_on
from products.queries.candidates import CandidateFilter, found_candidates

BUSINESS_USERS = "business users"
"""The fact of an inventory that names them."""


@dataclass(frozen=True)
class Reason:
    """One point: its mark says whether it holds, the note with which numbers."""

    mark: SafeString
    words: str
    note: str
    holds: bool


@dataclass(frozen=True)
class Start:
    """A cluster or candidate to begin with; `care_url` is empty for those who may not.

    `progress` says how many of a cluster's five steps are done.
    """

    name: str
    url: str
    kind: str
    score: int
    reasons: list[Reason]
    care_url: str
    cluster_id: int | None = None
    progress: str = ""


@dataclass(frozen=True)
class StartHerePage:
    """Ready values for `portfolio/start_here.html`."""

    first: list[Start]
    policy: StartPolicy
    version: int
    clusters: int
    candidates: int
    is_past: bool


@dataclass
class _Home:
    """A cluster with what its living products add up to."""

    pk: int
    name: str
    slug: str
    has_owner: bool
    daily_users: int | None = None
    named_users: int = 0
    old_items: int = 0


def start_here_page(moment: Moment, person: Person) -> StartHerePage:
    """The three to five highest; candidates only today, since they have no past to look at."""
    version = policy_on(moment.on)
    policy = StartPolicy.from_thresholds(version.thresholds)
    homes = _homes(moment, policy)
    candidates, count = ([], 0) if moment.is_past else _candidates(moment, policy)
    can_act = is_leadership(person) and not moment.is_past
    starts = [_of_cluster(home, moment, policy, can_act) for home in homes]
    starts += [_of_candidate(row, policy, can_act) for row in candidates]
    needy = [(start, order) for start, score, order in starts if score.needs_care]
    needy.sort(key=lambda pair: pair[1])
    ranked = [(start, start.score) for start, _ in needy]
    return StartHerePage(
        first=_with_progress(first_places(ranked, policy), moment),
        policy=policy,
        version=version.number,
        clusters=len(homes),
        candidates=count,
        is_past=moment.is_past,
    )


def next_to_start(moment: Moment, person: Person, besides: str) -> Start | None:
    """The first of the list but the cluster `besides`, for those who may begin with it."""
    if not is_leadership(person) or moment.is_past:
        return None
    here = reverse("portfolio:care", args=[besides])
    first = start_here_page(moment, person).first
    return next((start for start in first if start.care_url != here), None)


def _with_progress(first: list[Start], moment: Moment) -> list[Start]:
    """The places with how far each cluster got; of a past quarter nothing is said."""
    if moment.is_past:
        return first
    clusters = [start.cluster_id for start in first if start.cluster_id is not None]
    found = care_of(clusters, moment.on)
    told = {pk: progress_words(care.states) for pk, care in found.items()}
    return [replace(start, progress=told.get(start.cluster_id or 0, "")) for start in first]


Ranked = tuple[Start, OrphanScore, tuple[Any, ...]]


def _of_cluster(home: _Home, moment: Moment, policy: StartPolicy, can_act: bool) -> Ranked:
    score = orphan_score(
        OrphanFacts(
            has_owner=home.has_owner,
            daily_users=home.daily_users,
            named_users=home.named_users,
            old_items=home.old_items,
        ),
        policy,
    )
    url = pattern("portfolio:cluster-detail", moment)(home.slug)
    care = reverse("portfolio:care", args=[home.slug]) if can_act else ""
    return _ranked(home.name, url, "Cluster", score, care, home.daily_users, home.pk)


def _of_candidate(row: Candidate, policy: StartPolicy, can_act: bool) -> Ranked:
    score = orphan_score(_facts(row), policy)
    url = reverse("products:candidate-detail", args=[row.pk])
    kind = f"Candidate of {row.source}"
    care = reverse("portfolio:candidate-care", args=[row.pk]) if can_act else ""
    return _ranked(row.name, url, kind, score, care, row.daily_users)


def _ranked(
    name: str,
    url: str,
    kind: str,
    score: OrphanScore,
    care: str,
    daily: int | None,
    cluster: int | None = None,
) -> Ranked:
    """Sorted by score, then by how many people depend on it, then by name."""
    reasons = [
        Reason(
            status_mark("none" if point.holds is None else "risk" if point.holds else "ok", word),
            point.kind.label,
            point.note,
            point.holds is True,
        )
        for point in score.points
        for word in (_word(point.holds),)
    ]
    start = Start(name, url, kind, score.total, reasons, care, cluster)
    return start, score, (-score.total, -(daily or 0), name.lower(), url)


def _word(holds: bool | None) -> str:
    if holds is None:
        return "Not known"
    return "One point" if holds else "No point"


def _homes(moment: Moment, policy: StartPolicy) -> list[_Home]:
    """Every cluster with a living product: three statements, however many there are."""
    rows: Any = standing(moment)
    rows = rows.filter(stage__in=LIVING)
    names = ("cluster__name", "cluster__slug", "owner_name", "product__daily_users")
    homes: dict[int, _Home] = {}
    cluster_of: dict[int, int] = {}
    for product, cluster, name, slug, owner, daily in rows.order_by().values_list(
        "product_id", "cluster_id", *names
    ):
        home = homes.setdefault(cluster, _Home(cluster, name, slug, bool(owner)))
        cluster_of[product] = cluster
        if daily is not None:
            home.daily_users = (home.daily_users or 0) + daily
    users = ProductUser.objects.order_by().values_list("product_id").annotate(count=Count("pk"))
    for product, count in users:
        if product in cluster_of:
            homes[cluster_of[product]].named_users += count
    for product, count in _old_items(moment, policy).items():
        if product in cluster_of:
            homes[cluster_of[product]].old_items += count
    return list(homes.values())


def _old_items(moment: Moment, policy: StartPolicy) -> dict[int, int]:
    """Open items of each product that were created more than the policy's days before."""
    end: datetime = ends(moment.on)
    before = end - timedelta(days=policy.item_days)
    if not moment.is_past:
        rows = Item.objects.unfinished().filter(created_at__lt=before).order_by()
        return dict(rows.values_list("product_id").annotate(count=Count("pk")))
    last = (
        StateEvent.objects.filter(at__lt=end, item__created_at__lt=before)
        .order_by("item_id", "-at", "-id")
        .distinct("item_id")
    )
    found: dict[int, int] = defaultdict(int)
    for product, state in last.values_list("product_id", "to_state"):
        found[product] += state not in CLOSED_STATES
    return dict(found)


def _candidates(moment: Moment, policy: StartPolicy) -> tuple[list[Candidate], int]:
    """The open candidates that can score highest, one for each place; and how many are open."""
    rows = found_candidates(CandidateFilter(), moment.on).filter(gone_at__isnull=True)
    named = Q(facts__has_key=BUSINESS_USERS)
    many = Q(daily_users__gte=policy.daily_users, daily_users__isnull=False)
    depended = ExpressionWrapper(named | many, output_field=BooleanField())
    ordered = (
        rows.filter(owner_name="")
        .alias(depended=depended)
        .order_by(
            F("depended").desc(nulls_last=True),
            F("daily_users").desc(nulls_last=True),
            "folded",
            "pk",
        )
    )
    return list(ordered[: policy.most]), rows.count()


def _facts(row: Candidate) -> OrphanFacts:
    return OrphanFacts(
        has_owner=bool(row.owner_name),
        daily_users=row.daily_users,
        named_users=1 if str(row.facts.get(BUSINESS_USERS, "")).strip() else 0,
    )
