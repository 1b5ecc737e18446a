"""Users, dependencies and team, as the pages that edit them show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from people.queries import today
from portfolio.kernel.marks import day
from products.models import Cluster, Product


@dataclass(frozen=True)
class Entry:
    """One line of a short list with a button that takes it away."""

    name: str
    note: str
    count: int | None
    url: str


@dataclass(frozen=True)
class UsersPage:
    """The personas of a product, the largest first."""

    product: Product
    rows: list[Entry]


def users_page(product: Product) -> UsersPage:
    """Who uses the product."""
    rows = product.users.select_related("persona").order_by("-headcount", "persona__name")
    return UsersPage(
        product,
        [
            Entry(
                row.persona.name,
                row.use_case,
                row.headcount,
                reverse("products:users-removal", args=[product.slug, row.pk]),
            )
            for row in rows
        ],
    )


@dataclass(frozen=True)
class DependenciesPage:
    """What the product needs, and the names of what needs it."""

    product: Product
    rows: list[Entry]
    dependents: list[str]


def dependencies_page(product: Product) -> DependenciesPage:
    """Dependencies in both directions; the others' are theirs to change."""
    rows = product.dependencies.select_related("needs").order_by("needs__name")
    entries = [
        Entry(
            row.needs.name,
            row.note,
            None,
            reverse("products:dependency-removal", args=[product.slug, row.pk]),
        )
        for row in rows
    ]
    dependents = product.dependents.order_by("product__name")
    return DependenciesPage(
        product, entries, list(dependents.values_list("product__name", flat=True))
    )


@dataclass(frozen=True)
class TeamPage:
    """The team of a cluster as of today."""

    cluster: Cluster
    rows: list[Entry]


def team_page(cluster: Cluster) -> TeamPage:
    """Who is in the team, by name."""
    rows = cluster.memberships.on(today()).select_related("person").order_by("person__name")  # type: ignore[attr-defined]
    return TeamPage(
        cluster,
        [
            Entry(
                row.person.name,
                f"{row.role or 'member'} since {day(row.since)}",
                None,
                reverse("products:departure", args=[cluster.slug, row.person.slug]),
            )
            for row in rows
        ],
    )
