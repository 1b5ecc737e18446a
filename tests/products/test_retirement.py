"""A retirement on one page: the plan, its progress, loose ends, the record."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from people.queries import today
from products.actions.retirement import keep_plan
from products.actions.surroundings import add_dependency
from products.models import Change, LooseEnd, MigrationProgress, RetirementPlan
from products.queries.way_out import ways_out
from tests.builders import set_stage, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
PAGE = "/products/crew-planner/retirement/"
JUNE = today() + timedelta(days=200)


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    set_stage(cast.planner, "retirement", date(2026, 1, 1))
    return sign_in(client, cast.owner)


def plan_data(**fields: Any) -> dict[str, Any]:
    data = {"version": 0, "none_needed": "The work ends.", "users_total": 200, **fields}
    return {f"plan-{name}": value for name, value in data.items()}


def kept(cast: Cast, **fields: Any) -> RetirementPlan:
    fields = {"none_needed": "The work ends.", "users_total": 200, "migrate_by": JUNE, **fields}
    return keep_plan(cast.owner, cast.planner, 0, **fields)


def test_everybody_reads_and_the_owner_writes(cast: Cast, owner: Client) -> None:
    assert "plan" in owner.get(PAGE).context["forms"]
    client = sign_in(Client(), cast.employee)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert page.context["forms"] == {}
    assert owner.get(PAGE, {"at": "2026-q1"}).context["forms"] == {}
    assert client.post(PAGE, plan_data()).status_code == 403
    assert not RetirementPlan.objects.exists()


def test_the_plan_begins_its_migration(cast: Cast, owner: Client) -> None:
    data = plan_data(none_needed="", successor=cast.swaps.pk, migrate_by=JUNE)
    assert owner.post(PAGE, data)["Location"] == PAGE
    change = Change.objects.get()
    assert (change.kind, change.planned_end, change.ended_on) == ("migration", JUNE, None)
    way = ways_out([cast.planner.pk], today())[cast.planner.pk]
    assert (way.successor, way.migrate_by) == (cast.swaps.name, JUNE)
    before = ways_out([cast.planner.pk], today() - timedelta(days=1))[cast.planner.pk]
    assert (before.successor, before.migrate_by) == ("", None)


def test_a_migration_under_way_becomes_the_plans(cast: Cast, owner: Client) -> None:
    change = Change.objects.create(
        product=cast.planner, kind="migration", title="Moving", started_on=date(2026, 2, 1)
    )
    assert kept(cast).migration == change
    assert Change.objects.get().planned_end == JUNE


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"successor": "swaps"}, "Name a successor, or say why none is needed; not both."),
        ({"successor": "planner", "none_needed": ""}, "Select a valid choice"),
        ({"successor": "payslips", "none_needed": ""}, "Select a valid choice"),
        ({"told_on": "2999-01-01"}, "has not come yet"),
        ({"migrate_by": "2020-01-01"}, "it cannot end before"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(
    cast: Cast, owner: Client, fields: dict[str, str], words: str
) -> None:
    set_stage(cast.payslips, "retired", date(2026, 1, 1))
    if "successor" in fields:
        fields = {**fields, "successor": getattr(cast, fields["successor"]).pk}
    answer = owner.post(PAGE, plan_data(**fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not RetirementPlan.objects.exists()
    assert not Change.objects.exists()


def test_two_people_at_once_lose_nothing(cast: Cast, owner: Client) -> None:
    kept(cast, none_needed="Theirs.")
    answer = owner.post(PAGE, plan_data(none_needed="Mine."))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Theirs." in text
    assert "Mine." in text
    assert RetirementPlan.objects.get().none_needed == "Theirs."
    owner.post(PAGE, plan_data(none_needed="Mine.", version=1))
    assert RetirementPlan.objects.get().none_needed == "Mine."


def progress(owner: Client, on: object, **fields: Any) -> int:
    data = {f"progress-{name}": value for name, value in {"on": on, **fields}.items()}
    return owner.post(f"{PAGE}progress/", data).status_code


def test_the_migration_ends_with_the_last_user(cast: Cast, owner: Client) -> None:
    assert progress(owner, today(), percent=50) == 422  # there is no plan yet
    kept(cast)
    monday, tuesday = today() - timedelta(days=2), today() - timedelta(days=1)
    assert progress(owner, monday, moved=199, note="All but one.") == 302
    row = MigrationProgress.objects.get()
    assert (row.percent, row.noted_by) == (Decimal("99.50"), cast.owner)
    assert Change.objects.get().ended_on is None
    assert progress(owner, tuesday, moved=200) == 302
    assert Change.objects.get().ended_on == tuesday
    assert progress(owner, tuesday, percent=80) == 302  # a correction of the same day
    assert Change.objects.get().ended_on is None
    assert MigrationProgress.objects.count() == 2
    page = owner.get(PAGE)
    assert "All but one." in page.content.decode()
    assert [line.share for line in page.context["page"].progress] == ["80 %", "100 %"]


@pytest.mark.parametrize("fields", [{}, {"moved": 201}, {"percent": 101}, {"percent": -1}])
def test_progress_that_cannot_be_is_refused(
    cast: Cast, owner: Client, fields: dict[str, int]
) -> None:
    kept(cast)
    assert progress(owner, today(), **fields) == 422
    assert not MigrationProgress.objects.exists()


def settle(owner: Client, end: str, how: str = "Moved.") -> int:
    data = {"settlement-end": end, "settlement-on": today(), "settlement-how": how}
    return owner.post(f"{PAGE}settlements/", data).status_code


def test_dependents_and_data_are_ticked_off_with_how(cast: Cast, owner: Client) -> None:
    kept(cast)
    add_dependency(None, cast.payslips, cast.planner, "hours")
    for _ in range(2):
        assert owner.post(f"{PAGE}data/", {"data-title": "Old rosters"}).status_code == 302
    data = LooseEnd.objects.get()
    ends = owner.get(PAGE).context["page"].open_ends
    assert ends == [(f"data:{data.pk}", "Old rosters"), ("dependent:payslips", "Payslips")]
    assert settle(owner, "dependent:shift-swaps") == 422
    assert settle(owner, f"data:{data.pk}", how=" ") == 422
    assert settle(owner, f"data:{data.pk}", how="In the archive.") == 302
    assert settle(owner, "dependent:payslips", how="Reads the new hours.") == 302
    page = owner.get(PAGE).context["page"]
    assert page.open_ends == []
    assert [(line.name, line.how, line.by) for line in page.ends] == [
        ("Old rosters", "In the archive.", cast.owner.name),
        ("Payslips", "Reads the new hours.", cast.owner.name),
    ]


def test_the_record_is_the_end_of_it(cast: Cast, owner: Client) -> None:
    kept(cast, told_on=date(2026, 2, 1))
    data = {"record-on": today(), "record-record": "Servers returned, backups at legal."}
    assert owner.post(f"{PAGE}decommissioning/", data)["Location"] == PAGE
    page = owner.get(PAGE)
    assert "Servers returned, backups at legal." in page.content.decode()
    codes = [check.code for check in page.context["page"].checks if check.is_done]
    assert codes == ["way-on", "told", "way-out-dated", "dependents", "record"]
