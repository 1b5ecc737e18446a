"""Moving a product to another stage: what it changes, plans, open points."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from people.queries import today
from products.models import Product, StagePeriod
from tests.builders import BEGAN, set_stage, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
BASE = "/products/crew-planner/"
STAGE = f"{BASE}stage/"
THERE = f"{BASE}?tab=lifecycle"


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.owner)


def stages(product: Product) -> list[tuple[str, date, date | None]]:
    rows = StagePeriod.objects.filter(product=product).order_by("period")
    return [(row.stage, row.since, row.until) for row in rows]


def test_the_form_says_what_the_usual_next_stage_changes(owner: Client) -> None:
    page = owner.get(STAGE)
    text = page.content.decode()
    assert '<option value="growth" selected>' in text
    assert "Out of the usual order: maturity would be a jump, retirement would be a jump" in text
    changes = page.context["page"].changes
    assert (changes.stage, changes.step) == ("Growth", "one step on")
    assert changes.question_before == "Is the need proven?"
    assert changes.activity.startswith("It stays active")
    assert [(check.code, check.is_done) for check in changes.checks] == [
        ("owner", True), ("users", False), ("metrics", False), ("adoption", False),
        ("roadmap", False), ("objective", False),
    ]  # fmt: skip


def test_another_stage_shows_the_load_it_would_make(cast: Cast, owner: Client) -> None:
    changes = owner.get(STAGE, {"stage": "maturity"}).context["page"].changes
    assert changes.activity == "It becomes stable."
    assert changes.load.person == cast.owner.name
    assert "Over" in changes.load.before
    assert "Within" in changes.load.after
    assert stages(cast.planner) == [("introduction", BEGAN, None)]


def test_changing_the_stage(cast: Cast, owner: Client) -> None:
    data = {"stage": "growth", "on": "2026-03-01", "reason": "Launched to all crews."}
    assert owner.post(STAGE, data)["Location"] == THERE
    first, second = StagePeriod.objects.filter(product=cast.planner).order_by("period")
    assert (first.until, second.stage, second.changed_by) == (
        date(2026, 3, 1), "growth", cast.owner,
    )  # fmt: skip
    assert "Launched to all crews." in owner.get(STAGE).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": ""}, "required"),
        ({"reason": "  "}, "required"),
        ({"stage": "zenith"}, "Select a valid choice"),
        ({"on": "2023-01-01"}, "Something later is already recorded"),
        ({"on": "2999-01-01"}, "more than 50 years away"),
    ],
)
def test_a_wrong_change_of_stage_is_refused(
    cast: Cast, owner: Client, change: dict[str, str], words: str
) -> None:
    data = {"stage": "growth", "on": "2026-03-01", "reason": "Because.", **change}
    answer = owner.post(STAGE, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert stages(cast.planner) == [("introduction", BEGAN, None)]


def test_a_day_to_come_is_a_plan_and_can_be_withdrawn(cast: Cast, owner: Client) -> None:
    later = today() + timedelta(days=40)
    data = {"stage": "growth", "on": later, "reason": "After the launch."}
    assert owner.post(STAGE, data)["Location"] == THERE
    planned = [("introduction", BEGAN, later), ("growth", later, None)]
    assert stages(cast.planner) == planned
    assert owner.post(STAGE, data).status_code == 302  # the same once more changes nothing
    page = owner.get(THERE)
    assert [part.state for part in page.context["page"].parts] == ["planned", "now"]
    assert "Introduction" in page.context["head"].stage
    refused = owner.post(STAGE, {"stage": "maturity", "on": today(), "reason": "Sooner."})
    assert refused.status_code == 422
    assert "is planned already. Withdraw that plan first." in refused.content.decode()
    assert stages(cast.planner) == planned
    for _ in range(2):
        assert owner.post(f"{STAGE}withdrawal/")["Location"] == THERE
        assert stages(cast.planner) == [("introduction", BEGAN, None)]


def test_retiring_with_open_points_must_be_answered_for(cast: Cast, owner: Client) -> None:
    data = {"stage": "retired", "on": "2026-03-01", "reason": "Replaced."}
    refused = owner.post(STAGE, data)
    assert refused.status_code == 422
    assert "Still open: a successor, or why none is needed" in refused.content.decode()
    assert stages(cast.planner) == [("introduction", BEGAN, None)]
    assert owner.post(STAGE, {**data, "despite": "It fell over."})["Location"] == THERE
    row = StagePeriod.objects.get(product=cast.planner, stage="retired")
    assert row.reason.startswith("Replaced. Still open then: a successor, or why none is needed")
    assert row.reason.endswith("Switched off all the same: It fell over.")
    # Nothing follows retired, and its pages stay readable.
    assert owner.post(STAGE, {**data, "stage": "growth"}).status_code == 422
    assert owner.get(THERE).status_code == 200
    assert owner.get(f"{BASE}retirement/").status_code == 200


def test_every_form_of_a_retired_product_refuses(cast: Cast, owner: Client) -> None:
    set_stage(cast.planner, "retired", date(2026, 3, 1))
    parts = ("profile", "changes", "users", "dependencies", "stage/withdrawal", "investment")
    parts += ("retirement", "retirement/progress", "retirement/data", "retirement/settlements")
    parts += ("retirement/decommissioning", "metrics/new", "measurements/new", "purpose")
    for part in parts:
        answer = owner.post(f"{BASE}{part}/")
        assert answer.status_code == 422, part
        assert "is retired and read-only" in answer.content.decode(), part
