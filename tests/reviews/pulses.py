"""What makes products active in tests: overrides, tickets and items."""

from __future__ import annotations

from datetime import date

from metrics.actions.metrics import add_metric
from metrics.models import Metric, MetricDefinition
from products.actions.lifecycle import override_activity
from products.models import ActivityOverride, Product
from tests.builders import BEGAN, make_person


def tickets(product: Product, on: date = BEGAN) -> Metric:
    """The library's metric of support tickets, tracked from `on`."""
    definition = MetricDefinition.objects.get(slug="support-tickets")
    return add_metric(None, product, started_on=on, definition=definition)


def override(
    product: Product, treat_as: str, on: date = date(2026, 7, 1), until: date = date(2026, 12, 1)
) -> ActivityOverride:
    """A person's word over the computed activity."""
    return override_activity(make_person(), product, treat_as, on, until, "The launch is over.")
