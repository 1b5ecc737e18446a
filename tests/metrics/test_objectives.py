"""Objectives are written, reworded, given up and carried over on purpose."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from metrics.models import KeyResult, Objective
from people.queries import today
from tests.builders import sign_in
from tests.harness.people import Cast
from tests.metrics.objective_builders import (
    last_quarter,
    make_objective,
    make_result,
    said,
    this_quarter,
)

pytestmark = pytest.mark.django_db
NOW = this_quarter().slug
WORDS = {"title": "Plans people trust", "sentence": "They phone to ask.", "quarter": NOW}


@pytest.mark.parametrize(
    ("who", "address", "level"),
    [
        ("leader", "/objectives/new/", "portfolio"),
        ("owner", "/clusters/rostering/objectives/new/", "cluster"),
        ("owner", "/products/crew-planner/objectives/new/", "product"),
    ],
)
def test_each_writes_their_own(
    cast: Cast, client: Client, who: str, address: str, level: str
) -> None:
    sign_in(client, getattr(cast, who))
    answer = client.post(address, WORDS)
    made = Objective.objects.get()
    assert answer["Location"] == f"/objectives/{made.pk}/"
    assert (made.level, made.title, made.quarter_start) == (
        level, "Plans people trust", this_quarter().start,
    )  # fmt: skip
    assert client.post(address, WORDS).status_code == 422  # the title is taken
    assert Objective.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("leader", 403), ("member", 403), ("stranger_owner", 403), ("owner", 200)]
)
def test_an_owners_objective_is_the_owners(
    cast: Cast, client: Client, who: str, status: int
) -> None:
    row = make_objective(product=cast.planner)
    sign_in(client, getattr(cast, who))
    assert client.get(f"/objectives/{row.pk}/profile/").status_code == status


def test_a_quarter_that_is_over_cannot_be_chosen(cast: Cast, client: Client) -> None:
    sign_in(client, cast.leader)
    answer = client.post("/objectives/new/", {**WORDS, "quarter": last_quarter().slug})
    assert answer.status_code == 422
    assert not Objective.objects.exists()


def test_two_who_edit_see_both_versions(cast: Cast, client: Client) -> None:
    row = make_objective(product=cast.planner)
    sign_in(client, cast.owner)
    address = f"/objectives/{row.pk}/profile/"
    assert client.post(address, {"title": "Theirs", "version": "1"}).status_code == 302
    answer = client.post(address, {"title": "Mine", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Objective: Theirs" in page
    assert "Objective: Mine" in page
    row.refresh_from_db()
    assert (row.title, row.version) == ("Theirs", 2)


def test_giving_up_needs_a_reason_and_happens_once(cast: Cast, client: Client) -> None:
    row = make_objective(product=cast.planner)
    sign_in(client, cast.owner)
    address = f"/objectives/{row.pk}/withdrawal/"
    assert client.post(address, {"reason": " "}).status_code == 422
    client.post(address, {"reason": "The plan changed."})
    client.post(address, {"reason": "Once more."})
    row.refresh_from_db()
    assert (row.dropped_on, row.drop_reason) == (today(), "The plan changed.")
    assert (
        client.post(f"/objectives/{row.pk}/profile/", {"title": "x", "version": "2"}).status_code
        == 422
    )


def test_what_a_quarter_has_shown_stays(cast: Cast, client: Client) -> None:
    row = make_objective(product=cast.planner, quarter=last_quarter())
    sign_in(client, cast.owner)
    answer = client.post(f"/objectives/{row.pk}/profile/", {"title": "New", "version": "1"})
    assert answer.status_code == 422
    assert "is over" in answer.content.decode()
    row.refresh_from_db()
    assert row.title == "Fewer calls"


def test_the_unfinished_is_carried_over_on_purpose(cast: Cast, client: Client) -> None:
    quarter = last_quarter()
    old = make_objective(product=cast.planner, quarter=quarter, sentence="Why.")
    half, done = make_result(old, "Calls"), make_result(old, "Teams", 0, 4)
    make_result(old, "Never counted", 1, 2)
    said(half, quarter.last_day, 5, "0.8")
    said(done, quarter.last_day, 4)
    sign_in(client, cast.owner)
    address = f"/objectives/{old.pk}/carry-over/"
    page = client.get(address).content.decode()
    assert "from 5 to 0" in page
    assert "Teams" not in page
    first = client.post(address)
    again = client.post(address)
    new = Objective.objects.get(carried_from=old)
    assert first["Location"] == again["Location"] == f"/objectives/{new.pk}/"
    assert (new.quarter_start, new.product, new.sentence) == (
        this_quarter().start, cast.planner, "Why.",
    )  # fmt: skip
    carried = KeyResult.objects.filter(objective=new).order_by("position")
    assert [(one.title, one.start, one.target, one.confidence) for one in carried] == [
        ("Calls", Decimal(5), Decimal(0), Decimal("0.8")),
        ("Never counted", Decimal(1), Decimal(2), Decimal("0.5")),
    ]
    assert old.key_results.count() == 3


def test_nothing_is_carried_over_before_the_end(cast: Cast, client: Client) -> None:
    row = make_objective(product=cast.planner)
    make_result(row)
    sign_in(client, cast.owner)
    assert "is not over" in client.get(f"/objectives/{row.pk}/carry-over/").content.decode()
    assert client.post(f"/objectives/{row.pk}/carry-over/").status_code == 422
    assert Objective.objects.count() == 1


def test_what_is_reached_is_not_carried_over(cast: Cast, client: Client) -> None:
    row = make_objective(product=cast.planner, quarter=last_quarter())
    said(make_result(row), last_quarter().last_day, 0)
    sign_in(client, cast.owner)
    assert client.post(f"/objectives/{row.pk}/carry-over/").status_code == 422
    assert Objective.objects.count() == 1
