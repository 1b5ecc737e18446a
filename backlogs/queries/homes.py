"""Where an item may be added, and whom it may be given to."""

from __future__ import annotations

from dataclasses import dataclass

from backlogs.calculations.lines import Known
from backlogs.calculations.mentions import find_person, find_slug
from backlogs.models import Item
from metrics.models import Metric
from people.models import Person
from people.queries import today
from portfolio.kernel.errors import NotFound, Refused
from products.models import Cluster, Ownership, Product, TeamMembership


@dataclass(frozen=True)
class Home:
    """A cluster and its products by name."""

    cluster: Cluster
    products: tuple[Product, ...]

    def product(self, slug: str) -> Product:
        """The product with this slug, or the only one; raises `Refused` when that is unclear."""
        if not slug and len(self.products) == 1:
            return self.products[0]
        known = {product.slug: product for product in self.products}
        if not slug:
            raise Refused("Say which product it is for.", code="no_product", field="product")
        missing = f"No product “{slug}” is in this cluster"
        found = find_slug(
            slug, {slug: product.name for slug, product in known.items()}, missing, "/"
        )
        if found.error:
            raise Refused(found.error, code="no_product", field="product")
        return known[found.slug]

    def person(self, word: str) -> Person:
        """Whom `word` names of those items of the cluster may be given to; raises `Refused`."""
        known = {person.slug: person for person in people_of(self.cluster.pk)}
        found = find_person(word, {slug: person.name for slug, person in known.items()})
        if found.error:
            raise Refused(found.error, code="no_person", field="whom")
        return known[found.slug]


def home_of(slug: str) -> Home:
    """The cluster at `slug` as it is today; raises `NotFound`."""
    cluster = Cluster.objects.on(today()).filter(slug=slug).first()
    if cluster is None:
        raise NotFound("There is no such cluster.", code="not_found")
    return Home(cluster, tuple(cluster.products.order_by("name", "pk")))


def product_of(slug: str) -> Product:
    """The product at `slug`; raises `NotFound`."""
    product = Product.objects.filter(slug=slug).first()
    if product is None:
        raise NotFound("There is no such product.", code="not_found", field="product")
    return product


def known_of(home: Home, text: str) -> Known:
    """What typed lines may name in this cluster; read only as far as `text` can name it."""
    people = people_of(home.cluster.pk) if "@" in text else []
    metrics: dict[str, dict[str, str]] = {}
    if "#" in text:
        tracked = Metric.objects.tracked_on(today()).filter(product__in=home.products)
        for product, slug, name in tracked.values_list("product__slug", "slug", "name"):
            metrics.setdefault(product, {})[slug] = name
    items = Item.objects.unfinished().filter(cluster=home.cluster)
    return Known(
        products={product.slug: product.name for product in home.products},
        people={person.slug: person.name for person in people},
        metrics=metrics,
        count=items.count() if "!" in text else 0,
    )


def people_of(cluster_id: int, also: Person | None = None) -> list[Person]:
    """The owner and the team of a cluster by name, and `also` who may not be among them."""
    day = today()
    owners = Ownership.objects.on(day).filter(cluster_id=cluster_id).values("person")
    team = TeamMembership.objects.on(day).filter(cluster_id=cluster_id).values("person")
    found = list(Person.objects.filter(pk__in=owners.union(team)).order_by("name", "pk"))
    if also is not None and also not in found:
        found.append(also)
    return found
