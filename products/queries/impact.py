"""What changing or retiring a product touches: who depends on it, and the users behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.safestring import SafeString

from people.queries import today
from portfolio.kernel.charts import Node, graph
from portfolio.kernel.words import counted
from products.calculations.dependencies import reached, turned
from products.models import Change, Product, ProductUser
from products.queries.dependencies import CLUSTER, PRODUCT, Landscape, landscape, owners_of

STEPS = 3
"""So many steps are drawn either way; the tables have all of them."""


@dataclass(frozen=True)
class Touched:
    """One product at the other end of dependencies."""

    name: str
    url: str
    through: str
    cluster: str
    cluster_url: str
    owner: str
    changes: str


@dataclass(frozen=True)
class Behind:
    """One kind of user behind the product and what depends on it."""

    persona: str
    people: int | None
    products: str


@dataclass(frozen=True)
class ImpactPage:
    """Both directions, and who is behind them."""

    name: str
    url: str
    words: str
    chart: SafeString
    touched: list[Touched]
    needs: list[Touched]
    users: list[Behind]


def impact_page(product: Product) -> ImpactPage:
    """The impact as of today; circles are walked once."""
    land = landscape()
    back = reached([product.pk], turned(land.edges))
    on = reached([product.pk], land.edges)
    touched, users = _rows(back, land), _users([product.pk, *back])
    return ImpactPage(
        name=product.name,
        url=PRODUCT.format(product.slug),
        words=_words(product, back, land),
        chart=around([product.pk], back, on, land),
        touched=touched,
        needs=_rows(on, land),
        users=users,
    )


def _words(product: Product, back: dict[int, tuple[int, int]], land: Landscape) -> str:
    if not back:
        return f"Nothing is known to depend on {product.name}."
    direct = sum(1 for steps, _ in back.values() if steps == 1)
    clusters = {land.homes[pk] for pk in back} - {product.cluster_id}
    return (
        f"{counted(direct, 'product')} {'needs' if direct == 1 else 'need'} it directly, "
        f"{len(back)} in all, in {counted(len(clusters), 'other cluster')}."
    )


def around(
    centre: Collection[int],
    back: dict[int, tuple[int, int]],
    on: dict[int, tuple[int, int]],
    land: Landscape,
) -> SafeString:
    """The neighbourhood as columns: what needs it on the left, what it needs on the right."""
    columns = dict.fromkeys(centre, 0)
    for found, sign in ((on, 1), (back, -1)):
        columns |= {
            pk: sign * steps
            for pk, (steps, _) in found.items()
            if steps <= STEPS and pk not in columns
        }
    nodes = [
        Node(pk, *land.product(pk), column, "here" if column == 0 else "")
        for pk, column in sorted(columns.items(), key=lambda pair: land.products[pair[0]])
    ]
    heads = {-1: "Needs it directly", 1: "Needed directly"}
    return graph(nodes, _between(columns, land), heads=heads)


def _between(columns: dict[int, int], land: Landscape) -> list[tuple[int, int]]:
    return [pair for pair in land.edges if columns.keys() >= set(pair)]


def _rows(found: dict[int, tuple[int, int]], land: Landscape) -> list[Touched]:
    """The nearest first, then by name."""
    owners = owners_of({land.homes[pk] for pk in found}, today())
    changes = _changes(found)
    ordered = sorted(found.items(), key=lambda pair: (pair[1][0], land.products[pair[0]]))
    rows = []
    for pk, (steps, via) in ordered:
        name, url = land.product(pk)
        home, slug = land.clusters.get(land.homes[pk], ("", ""))
        rows.append(
            Touched(
                name=name,
                url=url,
                through="directly" if steps == 1 else f"through {land.products[via][0]}",
                cluster=home,
                cluster_url=CLUSTER.format(slug),
                owner=owners.get(land.homes[pk], ""),
                changes=", ".join(changes[pk]),
            )
        )
    return rows


def _changes(products: Collection[int]) -> dict[int, list[str]]:
    """What is under way in each today."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Change.objects.filter(
        product_id__in=products, started_on__lte=today(), ended_on=None
    ).order_by("started_on", "title")
    for product_id, title in rows.values_list("product_id", "title"):
        found[product_id].append(title)
    return found


def _users(products: Collection[int]) -> list[Behind]:
    """Each kind of user once, with the largest number any of the products has of it."""
    names: dict[str, list[str]] = defaultdict(list)
    people: dict[str, int | None] = {}
    rows = ProductUser.objects.filter(product_id__in=products).order_by(
        "persona__name", "product__name"
    )
    for persona, product, count in rows.values_list("persona__name", "product__name", "headcount"):
        names[persona].append(product)
        people[persona] = max((n for n in (people.get(persona), count) if n), default=None)
    ordered = sorted(names, key=lambda name: (-(people[name] or 0), name))
    return [Behind(name, people[name], ", ".join(names[name])) for name in ordered]
