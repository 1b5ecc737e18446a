"""The product a judgement began, and its end when the judgement is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import models

from portfolio.kernel.errors import Refused
from portfolio.kernel.words import joined
from products.models import Cluster, Placement, Product, StagePeriod

# What comes by itself, or with the judgement. Anything else somebody made, and it stays.
BY_ITSELF: Final = frozenset(
    {
        "products.placement",
        "products.stageperiod",
        "products.candidatejudgement",
        "products.candidatematch",
        "backlogs.backlog",
        "metrics.productscore",
        "reviews.activitymark",
        "reviews.portfoliowarning",
        "reviews.productactivityday",
        "reviews.warningdue",
    }
)


def check_name(name: str) -> None:
    """Refuses a second product of one name: people could not tell them apart."""
    found = Product.objects.filter(name__iexact=name).first()
    if found is not None:
        raise Refused(
            f"{found.name} is a product already. Say that this is the same, or a part of it.",
            code="name_taken",
            field="product",
        )


def release_product(product: Product) -> None:
    """Delete the product and its cluster of one; refused, naming what, while something hangs on it.

    The candidate which made it must not point at it any more.
    """
    cluster = Cluster.objects.select_for_update().get(pk=product.cluster_id)
    hanging = sorted({*_hanging(product), *_hanging(cluster, besides=product), *_moved(product)})
    if hanging:
        raise Refused(
            f"{product.name} has begun to live: it has {joined(hanging)}. "
            "Retire the product instead.",
            code="product_in_use",
        )
    Placement.objects.filter(product=product).delete()
    StagePeriod.objects.filter(product=product).delete()
    product.delete()
    cluster.delete()


def _moved(product: Product) -> Iterator[str]:
    if product.version > 1:
        yield "changed words"
    if StagePeriod.objects.filter(product=product).count() > 1:
        yield "a later stage"
    if Placement.objects.filter(product=product).count() > 1:
        yield "another cluster"


def _hanging(row: models.Model, besides: Product | None = None) -> Iterator[str]:
    """What kinds of things point at the row, in words."""
    for field in row._meta.get_fields(include_hidden=True):
        if not isinstance(field, models.ForeignObjectRel):
            continue
        model = field.related_model
        if field.on_delete is models.DO_NOTHING or model._meta.label_lower in BY_ITSELF:
            continue
        found = model._base_manager.filter(**{field.field.name: row})
        if besides is not None and model is Product:
            found = found.exclude(pk=besides.pk)
        if found.exists():
            yield str(model._meta.verbose_name_plural)
