"""What is known about a cluster before anybody cares for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from portfolio.kernel.marks import day
from portfolio.kernel.words import joined
from products.models import Candidate, Cluster, Dependency, Ownership, Product

NAMED = 4


@dataclass(frozen=True)
class Known:
    """One fact; `links` are names with addresses and stand instead of words."""

    label: str
    words: str = ""
    links: tuple[tuple[str, str], ...] = ()


def known_facts(cluster: Cluster, product: Product, today: date) -> list[Known]:
    """In four statements, whatever is not known left out."""
    return list(_facts(cluster, product, today))


def _facts(cluster: Cluster, product: Product, today: date) -> Iterator[Known]:
    does = product.summary or cluster.summary
    if does:
        yield Known("Does", does)
    if product.business_domain:
        yield Known("Serves", product.business_domain)
    yield Known("Here since", day(cluster.opened_on, today))
    if product.daily_users is not None:
        yield Known("Daily users", f"{product.daily_users:,}".replace(",", "\u202f"))
    former = Ownership.objects.filter(cluster=cluster, period__endswith__lte=today)
    last = former.select_related("person").order_by("-period").first()
    if last is not None:
        yield Known("Last owner", f"{last.person.name}, until {day(last.until, today)}")
    callers = Dependency.objects.filter(needs=product).order_by("product__name", "pk")
    names = list(callers.values_list("product__name", "product__slug")[:NAMED])
    if names:
        links = [(name, reverse("portfolio:product-detail", args=[slug])) for name, slug in names]
        yield Known("Needed by", links=tuple(links))
    sources = Candidate.objects.filter(product=product).order_by("source")
    told = sources.values_list("source", flat=True).distinct()
    if told:
        yield Known("Came from", joined(list(told)))
