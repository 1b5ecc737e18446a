"""Warnings open, change and resolve by the data; twice or at once makes no difference."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection

from people.actions.persons import deactivate_person
from people.models import Organisation
from portfolio.kernel.quarters import Quarter
from products.actions.lifecycle import finish_change, override_activity, start_change
from products.models import Cluster
from products.queries import policy_on
from reviews.actions.warnings import evaluate_and_store
from reviews.models import PortfolioWarning
from reviews.rules.finding import Finding, Scope
from reviews.rules.registry import find_all
from tests.builders import make_person, make_product, own, set_stage

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 10)


def found(day: date = DAY) -> list[Finding]:
    """What the rules about owners find; others have tests of their own."""
    found = find_all(Scope(day, policy_on(day)))
    return [one for one in found if one.rule in ("orphan", "ownership_load")]


def test_a_cluster_nobody_ever_owned_is_an_orphan_since_it_began() -> None:
    make_product("Gatehouse", introduced_on=date(2026, 3, 31))
    (orphan,) = found()
    assert (orphan.since, orphan.consecutive_quarters) == (date(2026, 3, 31), 2)
    assert orphan.evidence["last_owner"] is None
    assert found(date(2026, 3, 30)) == []


def test_a_cluster_is_an_orphan_from_the_day_its_owner_left() -> None:
    owner = make_person("Marit Halden")
    own(owner, make_product("Gatehouse"))
    deactivate_person(make_person(is_admin=True), owner, date(2026, 6, 30))
    assert found(date(2026, 6, 29)) == []
    (orphan,) = found(date(2026, 6, 30))
    assert (orphan.since, orphan.consecutive_quarters) == (date(2026, 6, 30), 1)
    assert orphan.sentence.endswith("1 day. Marit Halden left.")


def test_a_retired_cluster_is_no_orphan() -> None:
    set_stage(make_product("Gatehouse"), "retired", date(2026, 5, 1))
    assert found() == []


def test_a_load_of_many_years_is_told_since_its_first_day() -> None:
    owner, began = make_person("Marit Halden"), date(2016, 8, 1)
    for name in ("Crew Roster", "Voyage Planner"):
        own(owner, make_product(name, introduced_on=began), began)
    (load,) = found()
    assert (load.since, load.consecutive_quarters) == (began, 40)
    assert "is over the rule since 1 August 2016:" in load.sentence
    assert "at the end of 40 consecutive quarters" in load.sentence


def test_what_only_old_tickets_would_tell_is_since_at_least() -> None:
    owner, began = make_person("Marit Halden"), date(2016, 8, 1)
    own(owner, make_product("Crew Roster", introduced_on=began), began)
    planner = make_product("Voyage Planner", introduced_on=began)
    own(owner, planner, began)
    set_stage(planner, "maturity", date(2016, 9, 1))
    set_stage(planner, "growth", date(2024, 9, 30))  # the last day of what is looked at closely
    (load,) = found()
    assert load.since == date(2024, 9, 30)
    assert "since at least 30 September 2024:" in load.sentence


def test_load_warns_since_the_data_says_so_and_counts_quarters() -> None:
    owner = make_person("Marit Halden")
    own(owner, make_product("Crew Roster"))
    own(owner, make_product("Voyage Planner", introduced_on=date(2025, 12, 31)), date(2025, 12, 31))
    (load,) = found()
    assert load.since == date(2025, 12, 31)
    assert load.consecutive_quarters == 3
    assert "three consecutive quarters: a portfolio design problem" in load.sentence
    assert load.evidence["active"] == 2
    assert load.evidence["policy"]["load.active_ceiling"] == "1"


def test_a_break_of_a_day_begins_the_count_anew() -> None:
    owner = make_person("Marit Halden")
    product = make_product("Crew Roster")
    own(owner, product)
    own(owner, make_product("Voyage Planner"))
    override_activity(owner, product, "stable", date(2026, 5, 4), date(2026, 5, 5), "A pause.")
    (load,) = found()
    assert load.since == date(2026, 5, 5)
    assert load.consecutive_quarters == 8  # at every quarter's end it was beyond; counted to eight


def test_two_active_products_with_a_change_under_way_are_triage() -> None:
    owner = make_person("Marit Halden")
    product = make_product("Crew Roster")
    own(owner, product)
    own(owner, make_product("Voyage Planner"))
    change = start_change(
        None, product, kind="migration", title="To the cloud", started_on=date(2026, 7, 1)
    )
    assert [finding.severity.value for finding in found()] == ["risk"]
    finish_change(None, change, date(2026, 7, 9))
    assert [finding.severity.value for finding in found()] == ["watch"]


def test_warnings_open_go_on_and_resolve() -> None:
    product = make_product("Gatehouse", introduced_on=date(2026, 5, 1))
    first = evaluate_and_store(DAY)
    second = evaluate_and_store(DAY)
    assert (first.opened, second.opened, second.open_before) == (1, 0, 1)
    assert PortfolioWarning.objects.count() == 1
    own(make_person(), product, DAY)
    assert evaluate_and_store(DAY).resolved == 1
    assert PortfolioWarning.objects.get().resolved_on == DAY
    assert evaluate_and_store(DAY + timedelta(days=1)).resolved == 0


def test_a_warning_that_comes_back_is_a_new_row() -> None:
    owner = make_person("Marit Halden")
    product = make_product("Gatehouse", introduced_on=date(2026, 5, 1))
    evaluate_and_store(DAY)
    own(owner, product, DAY)
    evaluate_and_store(DAY)
    deactivate_person(owner, owner, DAY + timedelta(days=1))
    evaluate_and_store(DAY + timedelta(days=2))
    rows = PortfolioWarning.objects.order_by("pk").values_list("since", "resolved_on")
    assert list(rows) == [(date(2026, 5, 1), DAY), (DAY + timedelta(days=1), None)]


@pytest.mark.django_db(transaction=True)
def test_four_evaluations_at_once_leave_one_row() -> None:
    make_product("Gatehouse", introduced_on=date(2026, 5, 1))

    def evaluate() -> None:
        evaluate_and_store(DAY)
        connection.close()

    threads = [Thread(target=evaluate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert PortfolioWarning.objects.count() == 1


@pytest.mark.parametrize("owners", [2, 8])
def test_any_number_of_owners_costs_the_same_queries(
    owners: int, django_assert_max_num_queries: object
) -> None:
    for _ in range(owners):
        owner = make_person()
        for _ in range(2):
            own(owner, make_product(introduced_on=date(2026, 5, 1)), date(2026, 5, 1))
    assert Cluster.objects.count() == 2 * owners
    with django_assert_max_num_queries(60) as queries:  # type: ignore[operator]
        assert len(found()) == owners
    assert len(queries) == 35


def test_quarters_are_the_organisations() -> None:

    Organisation.objects.update(first_month=2)
    make_product("Gatehouse", introduced_on=date(2026, 4, 30))
    (orphan,) = found(date(2026, 4, 30))
    assert Quarter.of(date(2026, 4, 30), 2).last_day == date(2026, 4, 30)
    assert orphan.consecutive_quarters == 1
