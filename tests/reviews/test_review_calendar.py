"""The calendar, schedules, the rule about overdue reviews, and feeds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar
from time_machine import travel

from people.models import ShareLink
from portfolio.kernel.errors import Conflict
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from products.queries import policy_on
from reviews.actions.meetings import close_meeting
from reviews.actions.schedule import set_schedule
from reviews.models import Meeting, ReviewSchedule
from reviews.rules import review_overdue
from reviews.rules.finding import Scope
from tests.builders import make_meeting, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def held(cluster: Cluster, quarter: Quarter, day: date) -> Meeting:
    starts_at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=9)
    meeting = make_meeting(cluster, starts_at=starts_at, quarter=quarter)
    return close_meeting(None, meeting)


def found(day: date) -> list[tuple[str, str, date, int]]:
    return [
        (one.subject_slug, one.severity.value, one.since, one.consecutive_quarters)
        for one in review_overdue.find(Scope(day, policy_on(day)))
    ]


@travel(NOW, tick=False)
def test_overdue_below_at_and_above_the_threshold(cast: Cast) -> None:
    held(cast.rostering, Quarter(2026, 1), date(2026, 4, 20))
    slug = cast.rostering.slug
    assert found(date(2026, 6, 30)) == []
    assert found(date(2026, 7, 15)) == []
    assert found(date(2026, 7, 16)) == [(slug, "watch", date(2026, 7, 16), 0)]
    assert found(date(2026, 9, 30)) == [(slug, "risk", date(2026, 7, 16), 1)]
    held(cast.rostering, Quarter(2026, 3), date(2026, 11, 1))
    assert found(date(2026, 10, 31)) == [(slug, "risk", date(2026, 7, 16), 1)]
    assert found(date(2026, 11, 1)) == []


@travel(NOW, tick=False)
def test_a_cluster_nobody_promised_a_review_is_due_and_never_overdue(
    cast: Cast, client: Client
) -> None:
    assert found(date(2026, 11, 22)) == []
    text = sign_in(client, cast.leader).get("/reviews/calendar/").content.decode()
    assert "2 clusters wait for a review nobody has planned." in text
    assert "not reviewed yet" in text


@travel(NOW, tick=False)
def test_another_rhythm_does_not_wipe_a_review_that_is_due(cast: Cast) -> None:
    held(cast.rostering, Quarter(2026, 1), date(2026, 4, 20))
    row = set_schedule(cast.leader, cast.rostering, cadence_months=1, facilitator=None, minutes=10)
    assert row.since == date(2026, 6, 30)
    assert found(date(2026, 11, 22)) != []
    with pytest.raises(Conflict):
        set_schedule(cast.leader, cast.rostering, cadence_months=3, facilitator=None, minutes=5)
    assert ReviewSchedule.objects.get().version == 1
    set_schedule(
        cast.leader, cast.payroll, cadence_months=12, facilitator=cast.facilitator, minutes=5
    )
    assert ReviewSchedule.objects.get(cluster=cast.payroll).since == date(2026, 9, 30)


def test_the_schedule_form(cast: Cast, client: Client) -> None:
    url = f"/clusters/{cast.rostering.slug}/schedule/"
    sign_in(client, cast.owner)
    data = {"cadence_months": "6", "facilitator": cast.facilitator.slug, "minutes": "15"}
    assert client.get(url).status_code == 200
    assert client.post(url, {**data, "version": "0"}).status_code == 302
    assert client.post(url, {**data, "minutes": "20", "version": "0"}).status_code == 409
    assert client.post(url, {**data, "cadence_months": "2", "version": "1"}).status_code == 422
    assert list(ReviewSchedule.objects.values_list("cadence_months", "minutes")) == [(6, 15)]
    assert sign_in(client, cast.stranger_owner).get(url).status_code == 403


def titles(answer: object) -> set[str]:
    events = Calendar.from_ical(answer.content).walk("VEVENT")  # type: ignore[attr-defined]
    return {f"{event['SUMMARY']}: {event['STATUS']}" for event in events}


def address_in(text: str) -> str:
    return "/calendar/" + text.split('value="http://testserver/calendar/')[1].split('"')[0]


def test_feeds_hold_mine_or_all_and_stop_when_taken_back(cast: Cast, client: Client) -> None:
    make_meeting(cast.rostering, title="Ours")
    theirs = make_meeting(cast.payroll, title="Theirs")
    Meeting.objects.filter(pk=theirs.pk).update(state="cancelled", cancelled_because="Strike.")
    sign_in(client, cast.owner)
    mine = client.post("/reviews/calendar/feeds/", {"kind": "calendar-own"}).content.decode()
    assert client.post("/reviews/calendar/feeds/", {"kind": "calendar-all"}).status_code == 403
    stranger = Client()
    answer = stranger.get(address_in(mine))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert titles(answer) == {"Ours: CONFIRMED"}
    sign_in(client, cast.leader)
    everything = client.post("/reviews/calendar/feeds/", {"kind": "calendar-all"}).content.decode()
    assert titles(stranger.get(address_in(everything))) == {"Ours: CONFIRMED", "Theirs: CANCELLED"}
    cast.leader.is_leadership = False
    cast.leader.save()
    assert stranger.get(address_in(everything)).status_code == 404
    sign_in(client, cast.owner)
    key = ShareLink.objects.get(created_by=cast.owner).pk
    assert client.post(f"/reviews/calendar/feeds/{key}/revocation/").status_code == 302
    assert stranger.get(address_in(mine)).status_code == 404
    assert (
        sign_in(client, cast.member).post(f"/reviews/calendar/feeds/{key}/revocation/").status_code
        == 404
    )


def test_an_owner_sees_their_own_clusters(cast: Cast, client: Client) -> None:
    make_meeting(cast.rostering, title="Ours")
    make_meeting(cast.payroll, title="Theirs")
    text = sign_in(client, cast.owner).get("/reviews/calendar/").content.decode()
    assert "Ours" in text
    assert "Theirs" not in text
    assert "Payslips" not in text
