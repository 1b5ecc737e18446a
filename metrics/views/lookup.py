"""What the address names, and whether this person may write to it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse

from metrics.models import Connector, Metric
from people.models import Person
from portfolio.kernel.errors import Refused
from products.models import Product
from products.permissions import require_backlog, require_living, require_product


def product_for_owner(person: Person, slug: str) -> Product:
    """The product; only its cluster's owner passes, and only while it is not retired."""
    product = get_object_or_404(Product, slug=slug)
    require_product(person, product.cluster_id)
    require_living(product)
    return product


def product_for_team(person: Person, slug: str) -> Product:
    """The product, for the owner and the team of its cluster, while it is not retired."""
    product = get_object_or_404(Product, slug=slug)
    require_backlog(person, product.cluster_id)
    require_living(product)
    return product


def find_metric(product: str, metric: str) -> Metric:
    """The metric of the product; one of another product is not found."""
    rows = Metric.objects.select_related("product", "product__cluster")
    return get_object_or_404(rows, product__slug=product, slug=metric)


def metric_for_owner(person: Person, product: str, metric: str) -> Metric:
    """The metric, for the owner of its cluster, while it is tracked."""
    found = find_metric(product, metric)
    require_product(person, found.product.cluster_id)
    return _tracked(found)


def metric_for_team(person: Person, product: str, metric: str) -> Metric:
    """The metric, for the owner and the team of its cluster, while it is tracked."""
    found = find_metric(product, metric)
    require_backlog(person, found.product.cluster_id)
    return _tracked(found)


def _tracked(metric: Metric) -> Metric:
    require_living(metric.product)
    if metric.retired_on is not None:
        raise Refused(f"{metric.name} is no longer tracked.", code="metric_retired")
    return metric


def connector_of(metric: Metric) -> Connector | None:
    """What fetches the metric's numbers, if anything does."""
    return Connector.objects.select_related("metric__product").filter(metric=metric).first()


def address_of(metric: Metric) -> str:
    """The metric's page."""
    return reverse("metrics:metric-detail", args=[metric.product.slug, metric.slug])
