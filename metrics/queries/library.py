"""The library of standard metrics, held against what a product already tracks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from metrics.calculations.sets import check_set
from metrics.models import Metric, MetricDefinition
from metrics.queries.cards import metric_policy_on
from metrics.queries.lines import product_address
from metrics.values import Cadence, Dimension, Finding, Level, MetricPolicy
from people.queries import today
from portfolio.kernel.words import counted
from products.models import Product, StagePeriod
from products.values import Stage


@dataclass(frozen=True)
class Offer:
    """One standard metric, and whether the product tracks it already."""

    name: str
    description: str
    facts: str
    others: str
    url: str
    is_chosen: bool
    is_tracked: bool


@dataclass(frozen=True)
class Others:
    """The other products of the same stage, and how many of them track a definition."""

    stage: str
    products: int
    counts: dict[int | None, int]

    def words(self, definition: int) -> str:
        """`3 of 7 others in growth track it`; nothing where there are none."""
        count = self.counts.get(definition, 0)
        if not count:
            return ""
        verb = "tracks" if count == 1 else "track"
        return f"{count} of {counted(self.products, 'other', 'others')} in {self.stage} {verb} it"


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
    definitions = list(MetricDefinition.objects.offered())
    others = _others(product)
    shelves = [
        Shelf(
            dimension,
            [
                _offer(row, address, chosen, row.pk in taken, others)
                for row in definitions
                if row.dimension == dimension
            ],
            counts[dimension.value],
        )
        for dimension in sorted(Dimension, key=lambda one: counts[one.value] > 0)
    ]
    policy = metric_policy_on(today())
    dimensions = [Dimension(metric.dimension) for metric in tracked]
    return LibraryPage(
        product=product,
        back=product_address(product.slug) or reverse("metrics:due-list"),
        own_url=f"{address}?definition=own",
        shelves=shelves,
        notice=" ".join(
            [
                *_notice(product, check_set(dimensions, policy)),
                *_choosing(len(tracked), any(one.is_north_star for one in tracked), policy),
            ]
        ),
        tracked=len(tracked),
        has_chosen=bool(chosen),
    )


def _others(product: Product) -> Others:
    """The other products of the same stage and what they track, in three statements."""
    on = today()
    stage = StagePeriod.objects.on(on).filter(product=product).first()
    if stage is None:
        return Others("", 0, {})
    alike = StagePeriod.objects.on(on).filter(stage=stage.stage).exclude(product=product)
    rows = Metric.objects.tracked_on(on).filter(product_id__in=alike.values("product_id"))
    counted_by = rows.order_by().values_list("definition_id")
    counts = dict(counted_by.annotate(products=Count("product_id", distinct=True)))
    return Others(Stage(stage.stage).label.lower(), alike.count(), counts)


def _offer(
    row: MetricDefinition, address: str, chosen: str, is_tracked: bool, others: Others
) -> Offer:
    cadence = Cadence(row.cadence).label.lower()
    level = Level(row.level).label.lower()
    return Offer(
        name=row.name,
        description=row.description,
        facts=f"{level}, {row.unit or 'count'}, {cadence}",
        others=others.words(row.pk),
        url=f"{address}?definition={row.slug}",
        is_chosen=row.slug == chosen,
        is_tracked=is_tracked,
    )


def _notice(product: Product, findings: tuple[Finding, ...]) -> list[str]:
    """What to look at in the set as it is, in sentences."""
    about_set = [f"{product.name} {one.sentence}." for one in findings if one.dimension is None]
    gaps = [f"{one.sentence[0].upper()}{one.sentence[1:]}." for one in findings if one.dimension]
    return about_set + gaps


def _choosing(tracked: int, has_star: bool, policy: MetricPolicy) -> list[str]:
    """What to think of before taking up one more."""
    said = []
    if tracked == policy.most:
        said.append(f"One more would be number {tracked + 1}; let one go first.")
    if tracked and not has_star:
        said.append("None of them is the north star yet.")
    return said
