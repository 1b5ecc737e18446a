"""What the address names, whether this person may write to it, and where to go afterwards."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse

from people.models import Person
from products.models import Cluster, Product
from products.permissions import require_living, require_product


def product_for_owner(person: Person, slug: str) -> Product:
    """The product; only its cluster's owner passes, and only while it is not retired."""
    product = get_object_or_404(Product.objects.select_related("cluster"), slug=slug)
    require_product(person, product.cluster_id)
    require_living(product)
    return product


def cluster_for_owner(person: Person, slug: str) -> Cluster:
    """The cluster; only its owner passes."""
    cluster = get_object_or_404(Cluster, slug=slug)
    require_product(person, cluster.pk)
    return cluster


def product_address(slug: str) -> str:
    """The product's page, which stands in a room above this one."""
    return _address("portfolio:product-detail", slug)


def lifecycle_address(slug: str) -> str:
    """The product's lifecycle, a tab of its page."""
    return f"{product_address(slug)}?tab=lifecycle"


def cluster_address(slug: str) -> str:
    """The cluster's page, which stands in a room above this one."""
    return _address("portfolio:cluster-detail", slug)


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return "/"
