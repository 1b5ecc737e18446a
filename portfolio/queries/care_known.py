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
    former = _former_owner(cluster, today)
    if former:
        yield Known("Last owner", former)
    callers = Dependency.objects.filter(needs=product).order_by("product__name", "pk")
    names = list(callers.values_list("product__name", "product__slug")[:NAMED])
    if names:
        links = [(name, reverse("portfolio:product-detail", args=[slug])) for name, slug in names]
        yield Known("Needed by", links=tuple(links))
    sources = Candidate.objects.filter(product=product).order_by("source")
    told = sources.values_list("source", flat=True).distinct()
    if told:
        yield Known("Came from", joined(list(told)))


def _former_owner(cluster: Cluster, today: date) -> str:
    """Who was accountable last, and until when; nothing while somebody is, or if nobody ever was.

    Whoever has left is accountable no more, whatever their period says.
    """
    rows = Ownership.objects.filter(cluster=cluster, period__startswith__lte=today)
    last = rows.select_related("person").order_by("-period").first()
    if last is None:
        return ""
    ends = [one for one in (last.until, last.person.left_on) if one is not None and one <= today]
    if not ends:
        return ""
    left = ", left" if last.person.left_on in ends else ""
    return f"{last.person.name}, until {day(min(ends), today)}{left}"
