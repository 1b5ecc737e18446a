"""The page of one person's load: what counts, why, since when, and ways back inside the rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Min
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.safestring import SafeString

from metrics.models import ProductScore
from people.models import Person
from people.queries import organisation
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import stage_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import shown
from portfolio.kernel.passports import Passport
from products.models import Cluster, Ownership, Product
from products.queries import policy_on
from products.queries.deputies import deputy_words
from reviews.calculations.consecutive import design_sentence
from reviews.permissions import require_load
from reviews.queries.design_links import DesignLink, design_links
from reviews.queries.links import CLUSTER, HEALTH, PRODUCT, with_moment
from reviews.queries.load import carried_on, load_history
from reviews.queries.load_passport import load_passport
from reviews.queries.owner_history import LoadHistory, history_of
from reviews.queries.owner_list import owned_words
from reviews.queries.owner_overrides import OverrideRow, overrides_of
from reviews.queries.owner_planned import PlannedRow, planned_rows
from reviews.queries.owner_ways import Way, ways_back
from reviews.queries.since import newest_ended, stretches
from reviews.values import Holding, Load, LoadPolicy, ProductActivity

SHOWN_QUARTERS = 8


@dataclass(frozen=True)
class Slot:
    """One square of the gauge; without a name it is free."""

    kind: str
    name: str = ""
    why: str = ""
    is_first_beyond: bool = False


@dataclass(frozen=True)
class ProductRow:
    """One product the person is accountable for."""

    name: str
    url: str
    cluster: str
    cluster_url: str
    stage: SafeString
    health: Passport
    counts_as: str
    reasons: list[str]


@dataclass(frozen=True)
class OwnerPage:
    """Everything the page shows."""

    person: Person
    owned: str
    since: date | None
    load: Load
    policy: LoadPolicy
    rule: list[str]
    beyond_since: date | None
    design: str
    active: list[Slot]
    stable: list[Slot]
    gauge: str
    passport: Passport
    products: list[ProductRow]
    ways: list[Way]
    history: LoadHistory
    planned: list[PlannedRow]
    deputies: list[str]
    overrides: list[OverrideRow]
    design_links: list[DesignLink]
    owners_url: str


def owner_detail_page(slug: str, moment: Moment, reader: Person) -> OwnerPage:
    """The load of the person at the moment. Raises `NotFound` for what the reader may not see."""
    person = Person.objects.filter(slug=slug).first()
    if person is None:
        raise NotFound("There is no such person.", code="person_unknown")
    require_load(reader, person.pk)
    carried = carried_on(moment.on, [person.pk])[person.pk]
    version, load = policy_on(moment.on), carried.load
    policy = LoadPolicy.from_thresholds(version.thresholds)
    first_month = organisation().first_month
    quarters = newest_ended(moment.on, first_month).trailing(SHOWN_QUARTERS)
    past = load_history([person.pk], quarters)[person.pk]
    beyond = [person.pk] if load.level.is_beyond else []
    stretch = stretches(beyond, moment.on, first_month).get(person.pk)
    return OwnerPage(
        person=person,
        owned=owned_words(
            sum(len(holding.products) for holding in carried.holdings), len(carried.holdings)
        ),
        since=_since(person, moment.on),
        load=load,
        policy=policy,
        rule=rule_words(policy),
        beyond_since=stretch.since if stretch else None,
        design=design_sentence(stretch.quarters, policy) if stretch else "",
        active=_active(load, policy),
        stable=_stable(load, policy),
        gauge=_gauge(load, policy),
        passport=load_passport(load, policy, version.number, moment),
        products=_products(carried.holdings, moment),
        ways=ways_back(person, carried_on(moment.on), policy, moment, reader) if stretch else [],
        history=history_of(quarters, past, load, policy),
        planned=planned_rows(person, moment),
        deputies=deputy_words(person.pk, moment.on),
        overrides=overrides_of(carried.holdings),
        design_links=design_links(person, moment) if stretch and reader.is_leadership else [],
        owners_url=with_moment(reverse("reviews:owner-list"), moment),
    )


def rule_words(policy: LoadPolicy) -> list[str]:
    """The rule in sentences, with the thresholds of the policy."""
    return [
        f"One owner carries at most {policy.active_ceiling} active product and up to "
        f"{policy.stable_ceiling} stable clusters.",
        "A product is active while it is introduced or growing, while "
        f"{policy.items_threshold} or more of its items are started or shipped in "
        f"{policy.trailing_days} days, while a change is under way, or while support demand is "
        "high.",
        "A cluster without an active product counts once, however many products it holds.",
    ]


def _since(person: Person, day: date) -> date | None:
    rows = Ownership.objects.on(day).filter(person=person)
    first: date | None = rows.aggregate(first=Min(Lower("period")))["first"]
    return first


def _active(load: Load, policy: LoadPolicy) -> list[Slot]:
    names = [(product.name, _first(product)) for product in load.active_products]
    return _slots(names, policy.active_ceiling, "active")


def _first(product: ProductActivity) -> str:
    """The first reason in a few words; the table below has them all."""
    return product.brief.partition("; ")[0]


def _stable(load: Load, policy: LoadPolicy) -> list[Slot]:
    names = [
        (holding.name, f"{len(holding.products)} products" if len(holding.products) > 1 else "")
        for holding in load.stable_clusters
    ]
    return _slots(names, policy.stable_ceiling, "light")


def _slots(names: list[tuple[str, str]], limit: int, kind: str) -> list[Slot]:
    filled = [
        Slot(kind if place < limit else "over", name, why, place == limit)
        for place, (name, why) in enumerate(names)
    ]
    return filled + [Slot("free")] * (limit - len(names))


def _gauge(load: Load, policy: LoadPolicy) -> str:
    return (
        f"{load.active} active, {policy.active_ceiling} allowed; "
        f"{load.stable} stable, {policy.stable_ceiling} allowed"
    )


def _products(holdings: tuple[Holding, ...], moment: Moment) -> list[ProductRow]:
    keys = [product.product_id for holding in holdings for product in holding.products]
    products = Product.objects.in_bulk(keys)
    clusters = Cluster.objects.in_bulk([holding.cluster_id for holding in holdings])
    scores = dict(
        ProductScore.objects.filter(
            product_id__in=keys, quarter_start=moment.quarter.start
        ).values_list("product_id", "health")
    )
    return [
        ProductRow(
            name=product.name,
            url=with_moment(PRODUCT.format(products[product.product_id].slug), moment),
            cluster=holding.name,
            cluster_url=with_moment(CLUSTER.format(clusters[holding.cluster_id].slug), moment),
            stage=stage_mark(product.stage.value if product.stage else ""),
            health=_health(scores, product.product_id, products[product.product_id].slug, moment),
            counts_as=_counts_as(product, holding),
            reasons=_reasons(product),
        )
        for holding in holdings
        for product in holding.products
    ]


def _health(
    scores: Mapping[int, Decimal | None], product_id: int, slug: str, moment: Moment
) -> Passport:
    found = scores.get(product_id)
    words = shown(found, 0) if found is not None else "Not enough data"
    return Passport(words, url=with_moment(HEALTH.format(slug), moment))


def _counts_as(product: ProductActivity, holding: Holding) -> str:
    if not product.counts:
        return "not counted, retired"
    if product.is_active:
        return "active"
    return "stable" if holding.is_stable else "stable, within an active cluster"


def _reasons(product: ProductActivity) -> list[str]:
    said = [reason.sentence for reason in product.reasons]
    if product.override is not None:
        said.append(f"{product.override.brief.capitalize()}.")
    return said
