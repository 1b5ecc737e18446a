"""Which products a list or a figure is about: read from the address, turned into conditions.

A figure counts the rows of `standing` under a `ProductFilter` and links to the products list with
the same filter in its query, so the number and the list cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from metrics.models import Metric
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from portfolio.queries.standing import Rows, standing
from portfolio.values import LIVING, Band, PortfolioPolicy
from products.permissions import belonging
from products.values import Kind, Stage

NOBODY: Final = "none"
EVERY_STAGE: Final = "all"
LONGEST: Final = 200
WORDS: Final[dict[str, frozenset[str]]] = {
    "stage": frozenset([*Stage.texts(), EVERY_STAGE]),
    "kind": frozenset(Kind.texts()),
    "health": frozenset([*Band.texts(), "known"]),
    "value": frozenset(["known"]),
    "metrics": frozenset(["stale", "none"]),
    "field": frozenset(f"{across}-{up}" for across in range(10) for up in range(10)),
    "mine": frozenset(["1"]),
}
"""Filters that take one of some words; the others take text."""


@dataclass(frozen=True)
class ProductFilter:
    """The filters of the products list; an empty one does not filter.

    Without `stage` retired products are left out: they are memory, and are asked for by name.
    """

    q: str = ""
    stage: str = ""
    kind: str = ""
    cluster: str = ""
    owner: str = ""
    domain: str = ""
    health: str = ""
    value: str = ""
    metrics: str = ""
    field: str = ""
    mine: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> ProductFilter:
        """From the query of an address. Raises `NotFound` for a word no filter has."""
        texts = {name: given.get(name, "").strip()[:LONGEST] for name in FILTERS}
        for name, words in WORDS.items():
            if texts[name] and texts[name] not in words:
                raise NotFound(f"There is no {name} “{texts[name]}”.", code="unknown_filter")
        return cls(**texts)

    def having(self, **changes: str) -> ProductFilter:
        """The same with some filters set, or dropped when empty."""
        return replace(self, **changes)

    @property
    def given(self) -> dict[str, str]:
        """The filters that hold, in their order."""
        return {name: text for name in FILTERS if (text := getattr(self, name))}

    def url(self, moment: Moment, **more: str) -> str:
        """The products list under this filter, at the moment."""
        query = {**self.given, **{name: text for name, text in more.items() if text}}
        if moment.is_past:
            query["at"] = moment.quarter.slug
        path = reverse("portfolio:product-list")
        return f"{path}?{urlencode(query)}" if query else path


FILTERS: Final = tuple(field.name for field in fields(ProductFilter))


def conditions(
    moment: Moment, wanted: ProductFilter, policy: PortfolioPolicy, person: Person | None = None
) -> dict[str, Q]:
    """One condition per filter that holds, over the rows of `standing`; `stage` always holds."""
    found = {"stage": _stage(wanted.stage)}
    if wanted.q:
        found["q"] = _text(wanted.q)
    if wanted.kind:
        found["kind"] = Q(product__kind=wanted.kind)
    if wanted.cluster:
        found["cluster"] = Q(cluster__slug=wanted.cluster)
    if wanted.owner:
        found["owner"] = _owner(wanted.owner)
    if wanted.domain:
        found["domain"] = Q(product__business_domain__iexact=wanted.domain)
    if wanted.health:
        found["health"] = health_band(wanted.health, policy)
    if wanted.value:
        found["value"] = Q(value__isnull=False)
    if wanted.metrics:
        found["metrics"] = _metrics(wanted.metrics, moment)
    if wanted.field:
        found["field"] = _field(wanted.field)
    if wanted.mine and person is not None:
        found["mine"] = Q(cluster_id__in=belonging(person).all)
    return found


def listed(
    moment: Moment,
    wanted: ProductFilter,
    policy: PortfolioPolicy,
    person: Person | None = None,
) -> Rows:
    """The products a filter means, in no order."""
    return standing(moment).filter(*conditions(moment, wanted, policy, person).values())


def health_band(band: str, policy: PortfolioPolicy) -> Q:
    """The condition of a band, exactly as `PortfolioPolicy.band` draws it."""
    conditions: dict[str, Q] = {
        "known": Q(health__isnull=False),
        Band.ON_TARGET: Q(health__gte=policy.health_good),
        Band.AT_RISK: Q(health__gte=policy.health_fair, health__lt=policy.health_good),
        Band.OFF_TARGET: Q(health__lt=policy.health_fair),
        Band.NO_DATA: Q(health__isnull=True),
    }
    return conditions[band]


def _stage(word: str) -> Q:
    if word == EVERY_STAGE:
        return Q(pk__isnull=False)
    return Q(stage=word) if word else Q(stage__in=LIVING)


def _metrics(word: str, moment: Moment) -> Q:
    if word == "stale":
        return Q(stale__gt=0)
    return ~Q(Exists(Metric.objects.tracked_on(moment.on).filter(product=OuterRef("product"))))


def _field(word: str) -> Q:
    """A field of the counted map: `6-4` is value 60 to under 70, health 40 to under 50."""
    across, up = (int(part) * 10 for part in word.split("-"))
    found = Q(value__gte=across, health__gte=up)
    if across < 90:
        found &= Q(value__lt=across + 10)
    return found & Q(health__lt=up + 10) if up < 90 else found


def _owner(slug: str) -> Q:
    return Q(owner_id__isnull=True) if slug == NOBODY else Q(owner_slug=slug)


def _text(words: str) -> Q:
    """Every word must occur in the name, the key or the summary."""
    found = Q()
    for word in words.split():
        found &= (
            Q(product__name__icontains=word)
            | Q(product__key__iexact=word)
            | Q(product__summary__icontains=word)
        )
    return found


def query_of(given: Mapping[str, Any]) -> str:
    """The query string of what is given; nothing for nothing."""
    kept = {name: value for name, value in given.items() if value}
    return f"?{urlencode(kept)}" if kept else ""
