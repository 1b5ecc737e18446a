"""Accepting a deviation for a while, ending it early, and where it shows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from metrics.models import AcceptedDeviation, Metric, ProductScore
from people.queries import today
from tests.builders import make_metric, measure, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
PAGE = "/products/crew-planner/metrics/availability/"
BASE = f"{PAGE}deviation/"


def in_days(number: int) -> str:
    return (today() + timedelta(days=number)).isoformat()


def given(**changes: str) -> dict[str, str]:
    return {"value": "94", "until": in_days(30), "reason": "New disks come in spring.", **changes}


@pytest.fixture
def metric(cast: Cast) -> Metric:
    """94 % against a target of 99, warning line 95."""
    made = make_metric(cast.planner)
    measure(made, today() - timedelta(days=1), 94)
    return made


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.owner)


def test_it_shows_beside_the_status_and_changes_no_score(metric: Metric, owner: Client) -> None:
    before = list(ProductScore.objects.values_list("quarter_start", "health"))
    assert owner.post(BASE, given())["Location"] == PAGE
    row = AcceptedDeviation.objects.get()
    assert (row.since, row.last_day) == (today(), today() + timedelta(days=30))
    for address in (PAGE, "/products/crew-planner/", "/metrics/"):
        page = owner.get(address).content.decode()
        assert "94\u00a0% accepted until" in page
        assert "Off target" in page
    assert "New disks come in spring." in owner.get(PAGE).content.decode()
    assert list(ProductScore.objects.values_list("quarter_start", "health")) == before


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"until": in_days(-1)}, "until", "The last day is over already."),
        ({"until": in_days(367)}, "until", "At most 366 days at once"),
        ({"until": "2999-01-01"}, "until", "more than 50 years away"),
        ({"until": "1900-01-01"}, "until", "Choose a day after 1990."),
        ({"value": "99"}, "value", "as good as the target"),
        ({"value": "94,5"}, "value", "Write it with a point: 94.5"),
        ({"value": "94.5 %"}, "value", "Write the number alone: 94.5"),
        ({"value": "NaN"}, "value", "Enter a number."),
        ({"value": "1e400"}, "value", "Ensure that there are no more than"),
        ({"reason": " "}, "reason", "required"),
    ],
)
def test_what_cannot_be_accepted(
    metric: Metric, owner: Client, change: dict[str, str], field: str, words: str
) -> None:
    answer = owner.post(BASE, given(**change))
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])
    assert not AcceptedDeviation.objects.exists()


def test_a_second_one_waits_for_the_first(metric: Metric, owner: Client) -> None:
    owner.post(BASE, given())
    assert owner.post(BASE, given()).status_code == 302
    answer = owner.post(BASE, given(value="93"))
    assert answer.status_code == 409
    assert "End it first." in answer.content.decode()
    assert AcceptedDeviation.objects.count() == 1


def test_without_a_target_there_is_nothing_to_deviate_from(cast: Cast, owner: Client) -> None:
    make_metric(cast.planner, target=None)
    assert owner.post(BASE, given()).status_code == 422
    assert not AcceptedDeviation.objects.exists()


def test_ending_it_early_asks_why_and_keeps_what_was(metric: Metric, owner: Client) -> None:
    owner.post(BASE, given())
    row = AcceptedDeviation.objects.get()
    AcceptedDeviation.objects.filter(pk=row.pk).update(
        period=(today() - timedelta(days=9), row.period.upper)
    )
    assert owner.post(f"{BASE}closure/", {"reason": ""}).status_code == 422
    assert owner.post(f"{BASE}closure/", {"reason": "The disks came."})["Location"] == PAGE
    row.refresh_from_db()
    assert (row.until, row.ended_reason) == (today(), "The disks came.")
    assert owner.post(f"{BASE}closure/", {"reason": "Again."}).status_code == 302
    row.refresh_from_db()
    assert row.ended_reason == "The disks came."
    page = owner.get(PAGE).content.decode()
    assert "accepted until" not in page
    assert "The disks came." in page
    assert owner.post(BASE, given()).status_code == 302


def test_without_one_there_is_nothing_to_end(metric: Metric, owner: Client) -> None:
    assert owner.post(f"{BASE}closure/", {"reason": "Why not."}).status_code == 404


def test_it_lapses_by_itself_and_says_so(metric: Metric, owner: Client) -> None:
    last = today() - timedelta(days=2)
    AcceptedDeviation.objects.create(
        metric=metric, value=94, agreed_until=last, reason="Disks.",
        period=(date(2026, 1, 1), last + timedelta(days=1)),
    )  # fmt: skip
    assert "; lapsed" in owner.get(PAGE).content.decode()
    measure(metric, today(), 200)
    assert "; lapsed" not in owner.get(PAGE).content.decode()


def test_the_worksheets_are_kept_with_the_metric(metric: Metric, owner: Client) -> None:
    address = f"{PAGE}worksheet/"
    assert owner.post(address, {"version": "0"}).status_code == 422
    answers = {"version": "0", "answerable_to": "The crews at the depots."}
    assert owner.post(address, answers)["Location"] == PAGE
    page = owner.get(PAGE).content.decode()
    assert "To whom?" in page
    assert "The crews at the depots." in page
    stale = owner.post(address, {**answers, "answerable_to": "Nobody."})
    assert stale.status_code == 409
    assert "The crews at the depots." in stale.content.decode()
    assert metric.worksheet.answerable_to == "The crews at the depots."
