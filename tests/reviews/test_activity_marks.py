"""Whatever the activity of a product rests on leaves a mark when it changes, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from backlogs.actions.items import add_item
from backlogs.actions.states import change_state
from backlogs.models import Item
from metrics.models import Measurement, Metric, MetricDefinition, MetricTarget
from products.actions.lifecycle import finish_change, start_change
from products.models import ActivityOverride, Change, Product, StagePeriod
from reviews.models import ActivityMark
from tests.builders import aim, make_metric, make_person, make_product, measure, own, set_stage
from tests.reviews.pulses import override, tickets

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


def migration(product: Product) -> Change:
    return start_change(None, product, kind="migration", title="Move", started_on=DAY)


def started(product: Product) -> Item:
    return change_state(
        None, add_item(None, product, title="Sort the list", state="ready"), "in_progress"
    )


ACTS: dict[str, tuple[Callable[[Product], object], Callable[[Product], object]]] = {
    "a stage begins": (lambda p: None, lambda p: set_stage(p, "growth", DAY)),
    "a stage is taken back": (
        lambda p: set_stage(p, "growth", DAY),
        lambda p: StagePeriod.objects.filter(product=p, stage="growth").delete(),
    ),
    "a change begins": (lambda p: None, migration),
    "a change ends": (migration, lambda p: finish_change(None, p.changes.get(), DAY)),
    "an override": (lambda p: None, lambda p: override(p, "stable")),
    "an override ends": (
        lambda p: override(p, "stable"),
        lambda p: ActivityOverride.objects.filter(product=p).delete(),
    ),
    "an item is started": (lambda p: None, started),
    "an item is shipped": (
        started, lambda p: change_state(None, Item.objects.get(product=p), "shipped")
    ),
    "an item is gone": (started, lambda p: Item.objects.filter(product=p).delete()),
    "tickets are tracked": (lambda p: None, tickets),
    "tickets are measured": (tickets, lambda p: measure(p.metrics.get(), DAY, 40)),
    "tickets are corrected": (
        lambda p: measure(tickets(p), DAY, 40), lambda p: measure(p.metrics.get(), DAY, 41)
    ),
    "tickets are forgotten": (
        lambda p: measure(tickets(p), DAY, 40),
        lambda p: Measurement.objects.filter(metric__product=p).delete(),
    ),
    "a warning line is drawn": (tickets, lambda p: aim(p.metrics.get(), 10, 20, 30, on=DAY)),
    "a warning line is gone": (
        lambda p: aim(tickets(p), 10, 20, 30, on=DAY),
        lambda p: MetricTarget.objects.filter(metric__product=p).delete(),
    ),
    "the metric of tickets is given up": (
        tickets, lambda p: Metric.objects.filter(product=p).update(retired_on=DAY)
    ),
}  # fmt: skip
QUIET: dict[str, tuple[Callable[[Product], object], Callable[[Product], object]]] = {
    "an idea": (lambda p: None, lambda p: add_item(None, p, title="Sort the list")),
    "work goes on after waiting": (
        lambda p: change_state(None, started(p), "waiting"),
        lambda p: change_state(None, Item.objects.get(product=p), "in_progress"),
    ),
    "another metric is measured": (
        lambda p: make_metric(p, "Availability"), lambda p: measure(p.metrics.get(), DAY, 99)
    ),
    "another owner": (lambda p: None, lambda p: own(make_person(), p)),
}  # fmt: skip


def marked_by(before: Callable[[Product], object], act: Callable[[Product], object]) -> set[int]:
    """The products with a mark after `act`; of two, only the first is its matter."""
    product, _other = make_product("Payroll"), make_product("Fax")
    before(product)
    ActivityMark.objects.all().delete()
    act(product)
    found = set(ActivityMark.objects.values_list("product_id", flat=True))
    assert found <= {product.pk}
    return found


@pytest.mark.parametrize("name", ACTS)
def test_what_activity_rests_on_leaves_a_mark(name: str) -> None:
    assert len(marked_by(*ACTS[name])) == 1


@pytest.mark.parametrize("name", QUIET)
def test_what_it_does_not_rest_on_leaves_none(name: str) -> None:
    assert marked_by(*QUIET[name]) == set()


def test_the_definition_of_tickets_is_there() -> None:
    assert MetricDefinition.objects.filter(slug="support-tickets").count() == 1
