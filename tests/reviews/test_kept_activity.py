"""What is kept of activity tells the same as the dated rows, whatever happened in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backlogs.actions.items import add_item
from backlogs.actions.states import change_state
from people.models import Person
from people.queries import today
from products.actions.lifecycle import start_change
from products.models import Placement, PolicyVersion, Product
from products.queries import policy_on
from reviews.actions.activity import days_kept, refresh, refresh_marked
from reviews.models import ActivityMark, ProductActivityDay
from reviews.queries.kept_activity import load_counts_on
from reviews.queries.load import loads_on
from reviews.tasks import refresh_activity
from tests.builders import make_cluster, make_person, make_product, measure, own, set_stage
from tests.reviews.pulses import override, tickets

pytestmark = pytest.mark.django_db


def cast() -> tuple[Person, list[Product]]:
    """One owner of two products in one cluster and of one that stands alone, all mature."""
    owner, cluster = make_person("Marit Halden"), make_cluster("Voyages")
    products = [make_product("Booking", cluster), make_product("Travel", cluster), make_product()]
    for product in products:
        set_stage(product, "maturity", date(2024, 2, 1))
    own(owner, cluster)
    own(owner, products[2])
    return owner, products


def numbers(loads: dict[int, Any]) -> dict[int, tuple[int, int, str]]:
    return {pk: (load.active, load.stable, load.level.value) for pk, load in loads.items()}


def both(day: date) -> tuple[Any, Any]:
    """Loads by what is kept, and by the dated rows."""
    return numbers(load_counts_on(day, policy_on(day))), numbers(loads_on(day))


def test_every_owners_load_is_one_statement(django_assert_num_queries: Any) -> None:
    owner, products = cast()
    set_stage(products[0], "growth", date(2026, 1, 1))
    refresh(None, today())
    policy = policy_on(today())
    with django_assert_num_queries(1):
        found = load_counts_on(today(), policy)
    assert numbers(found) == {owner.pk: (1, 1, "within")}
    assert (found[owner.pk].name, found[owner.pk].slug) == ("Marit Halden", "marit-halden")


def test_with_nothing_kept_the_answer_is_the_same() -> None:
    cast()
    kept, computed = both(today())
    assert kept == computed
    assert not ProductActivityDay.objects.exists()


def test_a_change_shows_at_once_and_is_worked_out_soon() -> None:
    owner, products = cast()
    refresh(None, today())
    set_stage(products[0], "growth", today() - timedelta(days=1))
    assert both(today())[0] == {owner.pk: (1, 1, "within")}
    assert refresh_marked(today()) == len(days_kept(today()))
    assert not ActivityMark.objects.exists()
    assert both(today())[0] == {owner.pk: (1, 1, "within")}


def test_another_policy_makes_what_was_kept_void() -> None:
    _, products = cast()
    for product in products:
        set_stage(product, "growth", date(2026, 1, 1))
    refresh(None, today())
    PolicyVersion.objects.create(
        number=2, effective_from=today(), thresholds={"load.trailing_days": 30}, note="Shorter."
    )
    kept, computed = both(today())
    assert kept == computed
    assert refresh(None, today()) == 3
    assert set(ProductActivityDay.objects.values_list("policy__number", flat=True)) == {1, 2}


def test_people_asked_for_by_name() -> None:
    owner, _ = cast()
    nobody = make_person("Ada Wolf")
    refresh(None, today())
    found = load_counts_on(today(), policy_on(today()), [owner.pk, nobody.pk])
    assert numbers(found) == {owner.pk: (0, 2, "within"), nobody.pk: (0, 0, "within")}
    assert found[nobody.pk].name == "Ada Wolf"


def test_rung_twice_it_leaves_the_same_rows_and_forgets_other_days() -> None:
    _, products = cast()
    refresh(None, today() - timedelta(days=1))
    refresh_activity()
    refresh_activity()
    found = ProductActivityDay.objects.filter(product=products[0]).order_by("day")
    assert list(found.values_list("day", flat=True)) == days_kept(today())


def shipped(product: Product, day: date) -> None:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    item = add_item(None, product, title="Sort the list", state="ready", at=at)
    for state in ("in_progress", "shipped"):
        change_state(None, item, state, at=at + timedelta(minutes=1))


def treated(product: Product, day: date) -> None:
    if not product.overrides.exists():
        override(product, "stable", day, day + timedelta(days=60))


def tickets_measured(product: Product, day: date) -> None:
    metric = product.metrics.first() or tickets(product)
    measure(metric, day, 5 + day.toordinal() % 40)


def moved_out(product: Product, day: date) -> None:
    if not Placement.objects.filter(product=product, period__startswith=day).exists():
        set_stage(product, "growth" if day.day % 2 else "maturity", today())


ACTS: dict[str, Callable[[Product, date], object]] = {
    "shipped": shipped,
    "change": lambda p, d: start_change(None, p, kind="migration", title="Move", started_on=d),
    "override": treated,
    "tickets": tickets_measured,
    "stage": moved_out,
}
STEPS = st.tuples(
    st.sampled_from([*ACTS, "refresh"]), st.integers(0, 2), st.integers(min_value=1, max_value=500)
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEPS, min_size=3, max_size=12))
def test_kept_and_computed_agree_over_any_history(steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        _, products = cast()
        for name, place, back in steps:
            if name == "refresh":
                refresh(None, today())
            else:
                ACTS[name](products[place], today() - timedelta(days=back))
        for day in days_kept(today()):
            kept, computed = both(day)
            assert kept == computed
        refresh_marked(today())
        for day in days_kept(today()):
            kept, computed = both(day)
            assert kept == computed
        transaction.set_rollback(True)
