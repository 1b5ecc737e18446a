"""Changes and activity overrides through their forms."""

from datetime import date, timedelta

import pytest
from django.test import Client

from people.queries import today
from products.models import ActivityOverride, Change
from tests.builders import sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
BASE = "/products/crew-planner/"


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.owner)


def test_a_change_begins_and_ends(cast: Cast, owner: Client) -> None:
    data = {"kind": "migration", "title": "To the new platform", "started_on": "2026-03-01"}
    assert owner.post(f"{BASE}changes/", data)["Location"] == f"{BASE}changes/"
    change = Change.objects.get()
    assert "To the new platform" in owner.get(f"{BASE}changes/").content.decode()
    done = f"{BASE}changes/{change.pk}/completion/"
    assert owner.post(done, {"on": "2026-02-28"}).status_code == 422
    assert owner.post(done, {"on": "2026-05-01"})["Location"] == BASE
    assert owner.post(done, {"on": "2026-06-01"})["Location"] == BASE
    change.refresh_from_db()
    assert change.ended_on == date(2026, 5, 1)


def test_another_products_change_is_not_found(cast: Cast, owner: Client) -> None:
    change = Change.objects.create(
        product=cast.payslips, kind="migration", title="x", started_on=date(2026, 1, 1)
    )
    answer = owner.post(f"{BASE}changes/{change.pk}/completion/", {"on": "2026-05-01"})
    assert answer.status_code == 404
    change.refresh_from_db()
    assert change.ended_on is None


def test_a_change_planned_to_end_before_it_began_is_refused(owner: Client) -> None:
    data = {
        "kind": "migration",
        "title": "x",
        "started_on": "2026-03-01",
        "planned_end": "2026-02-01",
    }
    assert owner.post(f"{BASE}changes/", data).status_code == 422
    assert not Change.objects.exists()


def test_leadership_overrides_for_a_while(cast: Cast, client: Client) -> None:
    sign_in(client, cast.leader)
    until = today() + timedelta(days=30)
    data = {"treat_as": "stable", "on": today(), "until": until, "reason": "Only spelling fixes."}
    assert client.post(f"{BASE}override/", data)["Location"] == BASE
    row = ActivityOverride.objects.get()
    assert (row.treat_as, row.until, row.decided_by) == ("stable", until, cast.leader)
    page = client.get(f"{BASE}override/").content.decode()
    assert "Only spelling fixes." in page


@pytest.mark.parametrize("change", [{"reason": ""}, {"until": "2020-01-01"}, {"until": ""}])
def test_an_override_needs_reason_and_end(
    cast: Cast, client: Client, change: dict[str, str]
) -> None:
    sign_in(client, cast.leader)
    data = {"treat_as": "stable", "on": today(), "until": "2027-01-01", "reason": "x", **change}
    assert client.post(f"{BASE}override/", data).status_code == 422
    assert not ActivityOverride.objects.exists()


def test_the_owner_does_not_override(cast: Cast, owner: Client) -> None:
    assert owner.get(f"{BASE}override/").status_code == 403
