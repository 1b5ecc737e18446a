"""Addresses that keep the quarter a reader looks at."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from portfolio.kernel.moments import Moment

PRODUCT = "/products/{}/"  # pages of the floor above are known by their address only
HEALTH = "/products/{}/scores/health/"
CLUSTER = "/clusters/{}/"


def with_moment(path: str, moment: Moment, **query: str) -> str:
    """`path` with the query, and `at` when the page looks back."""
    if moment.is_past:
        query["at"] = moment.quarter.slug
    return f"{path}?{urlencode(query)}" if query else path


def owner_url(slug: str, moment: Moment) -> str:
    """The page of somebody's load."""
    return with_moment(reverse("reviews:owner-detail", args=[slug]), moment)
