"""What is agreed for the next two quarters stands on an owner's page, and so do overrides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from psycopg.types.range import DateRange
from time_machine import travel

from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from products.actions.lifecycle import start_change
from products.models import ActivityOverride, PolicyVersion
from reviews.queries.owner_planned import planned_rows
from tests.builders import make_person, make_product, own, set_stage, sign_in
from tests.reviews.pages import NOW, leader
from tests.reviews.pulses import override

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]
TODAY = date(2026, 7, 10)
HERE = Moment(TODAY, Quarter.of(TODAY, 1), TODAY)


@pytest.fixture
def july() -> object:
    with travel(NOW, tick=False) as now:
        yield now


def test_each_turn_with_its_causes_and_the_load_after_it() -> None:
    marit, samir = make_person("Marit Halden"), make_person("Samir Haddad")
    roster, planner = make_product("Crew Roster"), make_product("Voyage Planner")
    for product in (roster, planner):
        set_stage(product, "maturity", date(2025, 1, 1))
        own(marit, product)
    start_change(
        None, planner, kind="migration", title="New host", started_on=date(2026, 6, 1),
        planned_end=date(2026, 8, 1),
    )  # fmt: skip
    start_change(None, roster, kind="major_upgrade", title="Passkeys", started_on=TODAY)
    own(samir, roster, date(2026, 10, 1))
    set_stage(planner, "growth", date(2026, 9, 1))
    PolicyVersion.objects.create(
        number=2, effective_from=date(2027, 4, 1), thresholds={}, note="Far away."
    )
    found = planned_rows(marit, HERE)
    assert [(row.on, row.causes, row.active, row.stable) for row in found] == [
        (date(2026, 8, 1), ["Voyage Planner: “New host” is planned to be finished"], 1, 1),
        (date(2026, 9, 1), ["Voyage Planner moves to growth"], 2, 0),
        (date(2026, 10, 1), ["hands over Crew Roster"], 1, 0),
    ]
    (taken,) = planned_rows(samir, HERE)
    assert (taken.causes, taken.active, taken.stable) == (["takes over Crew Roster"], 1, 0)


def test_a_past_moment_has_no_plan() -> None:
    marit = make_person()
    own(marit, make_product("Crew Roster"))
    quarter = Quarter(2026, 1)
    assert planned_rows(marit, Moment(quarter.last_day, quarter, TODAY)) == []


def test_the_page_shows_overrides_the_plan_and_the_same_numbers_as_a_table(client: Client) -> None:
    marit, roster = make_person("Marit Halden"), make_product("Crew Roster")
    own(marit, roster)
    override(roster, "stable", TODAY, TODAY + timedelta(days=30))
    text = sign_in(client, leader()).get("/owners/marit-halden/").content.decode()
    assert "The launch is over." in text
    assert "Crew Roster is treated as stable no longer" in text
    assert "9 August 2026" in text or "8 Aug 2026" in text or "8 August 2026" in text
    assert text.count('<th scope="row">20') == 8
    past = client.get("/owners/marit-halden/", {"at": "2026-q1"}).content.decode()
    assert "Planned load" not in past


def test_an_override_without_an_end_is_refused() -> None:
    roster = make_product("Crew Roster")
    with pytest.raises(IntegrityError, match="override_has_end"), transaction.atomic():
        ActivityOverride.objects.create(
            product=roster, treat_as="stable", reason="Calm.", period=DateRange(TODAY, None, "[)")
        )
    assert not ActivityOverride.objects.exists()


def test_two_quarters_beyond_lead_to_the_design_of_the_portfolio(client: Client) -> None:
    marit = make_person("Marit Halden")
    for name in ("Crew Roster", "Voyage Planner"):
        own(marit, make_product(name))
    text = sign_in(client, leader()).get("/owners/marit-halden/").content.decode()
    assert "a portfolio design problem, not a staffing problem" in text
