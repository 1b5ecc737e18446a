"""The library as its own page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from metrics.models import Metric, MetricDefinition
from metrics.values import Cadence, Dimension, Direction, Level, Summary
from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.moments import Moment


@dataclass(frozen=True)
class DefinitionLine:
    """One definition, every cell ready; an address is empty where the reader may not."""

    name: str
    description: str
    level: str
    dimension: str
    way: str
    products: int
    edit_url: str
    turn_url: str
    is_offered: bool


@dataclass(frozen=True)
class DefinitionListPage:
    """Those offered, those that are no longer, and where to add one."""

    offered: list[DefinitionLine]
    retired: list[DefinitionLine]
    create_url: str


def definition_list_page(person: Person, moment: Moment) -> DefinitionListPage:
    """The library in two statements."""
    counts = Metric.objects.tracked_on(moment.on).order_by().values_list("definition_id")
    used = dict(counts.annotate(products=Count("product_id", distinct=True)))
    keeps = is_leadership(person) and not moment.is_past
    lines = [_line(row, used.get(row.pk, 0), keeps) for row in MetricDefinition.objects.all()]
    return DefinitionListPage(
        offered=[line for line in lines if line.is_offered],
        retired=[line for line in lines if not line.is_offered],
        create_url=reverse("metrics:definition-create") if keeps else "",
    )


def _line(row: MetricDefinition, products: int, keeps: bool) -> DefinitionLine:
    turn = (
        "metrics:definition-retirement" if row.retired_on is None else "metrics:definition-return"
    )
    parts = [
        row.unit or "count",
        Direction(row.direction).label.lower(),
        Cadence(row.cadence).label.lower(),
        f"a quarter is the {Summary(row.summary).label.lower()}",
    ]
    return DefinitionLine(
        name=row.name,
        description=row.description,
        level=Level(row.level).label,
        dimension=Dimension(row.dimension).label,
        way=", ".join(parts),
        products=products,
        edit_url=reverse("metrics:definition-edit", args=[row.slug]) if keeps else "",
        turn_url=reverse(turn, args=[row.slug]) if keeps else "",
        is_offered=row.retired_on is None,
    )
