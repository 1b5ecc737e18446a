"""The library of standard metrics, held against what a product already tracks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from metrics.calculations.sets import check_set
from metrics.models import Metric, MetricDefinition
from metrics.queries.cards import metric_policy_on
from metrics.queries.lines import product_address
from metrics.values import Cadence, Dimension, Finding, Level
from people.queries import today
from products.models import Product


@dataclass(frozen=True)
class Offer:
    """One standard metric, and whether the product tracks it already."""

    name: str
    description: str
    facts: str
    url: str
    is_chosen: bool
    is_tracked: bool


@dataclass(frozen=True)
class Shelf:
    """The standard metrics of one dimension, and how many the product has there."""

    dimension: Dimension
    offers: list[Offer]
    tracked: int


@dataclass(frozen=True)
class LibraryPage:
    """What to choose from, what is missing, and what was chosen."""

    product: Product
    back: str
    own_url: str
    shelves: list[Shelf]
    notice: str
    tracked: int
    has_chosen: bool


def standard(slug: str) -> MetricDefinition | None:
    """The standard definition of this name."""
    return MetricDefinition.objects.filter(slug=slug).first()


def library_page(product: Product, chosen: str) -> LibraryPage:
    """Dimensions without a metric come first."""
    tracked = list(Metric.objects.filter(product=product).tracked_on(today()))
    counts = Counter(metric.dimension for metric in tracked)
    taken = {metric.definition_id for metric in tracked}
    address = reverse("metrics:metric-create", args=[product.slug])
    definitions = list(MetricDefinition.objects.all())
    shelves = [
        Shelf(
            dimension,
            [
                _offer(row, address, chosen, row.pk in taken)
                for row in definitions
                if row.dimension == dimension
            ],
            counts[dimension.value],
        )
        for dimension in sorted(Dimension, key=lambda one: counts[one.value] > 0)
    ]
    dimensions = [Dimension(metric.dimension) for metric in tracked]
    return LibraryPage(
        product=product,
        back=product_address(product.slug) or reverse("metrics:due-list"),
        own_url=f"{address}?definition=own",
        shelves=shelves,
        notice=_notice(product, check_set(dimensions, metric_policy_on(today()))),
        tracked=len(tracked),
        has_chosen=bool(chosen),
    )


def _offer(row: MetricDefinition, address: str, chosen: str, is_tracked: bool) -> Offer:
    cadence = Cadence(row.cadence).label.lower()
    level = Level(row.level).label.lower()
    return Offer(
        name=row.name,
        description=row.description,
        facts=f"{level}, {row.unit or 'count'}, {cadence}",
        url=f"{address}?definition={row.slug}",
        is_chosen=row.slug == chosen,
        is_tracked=is_tracked,
    )


def _notice(product: Product, findings: tuple[Finding, ...]) -> str:
    """What to look at in the set as it is, in sentences."""
    about_set = [f"{product.name} {one.sentence}." for one in findings if one.dimension is None]
    gaps = [f"{one.sentence[0].upper()}{one.sentence[1:]}." for one in findings if one.dimension]
    return " ".join(about_set + gaps)
