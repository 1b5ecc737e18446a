"""Meetings are planned, changed, called off and held."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Notification
from people.queries import today
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.kernel.quarters import Quarter
from reviews.actions.agenda import move_topic, remove_topic, set_topic_minutes
from reviews.actions.meetings import aware, close_meeting
from reviews.models import Meeting
from tests.builders import make_cluster, make_meeting, make_product, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def agenda(meeting: Meeting) -> list[str]:
    return list(meeting.topics.order_by("position").values_list("cluster__name", flat=True))


def fields(cast: Cast, **changed: object) -> dict[str, object]:
    return {
        "title": "Review", "quarter": Quarter.of(today()).previous().slug,
        "day": (today() + timedelta(days=14)).isoformat(), "time": "09:30",
        "zone": "Europe/Berlin", "minutes": "60", "place": "Room 4", "link": "",
        "facilitator": cast.facilitator.slug, **changed,
    }  # fmt: skip


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    third = make_product("Yard board").cluster
    return make_meeting(cast.rostering, cast.payroll, third, facilitator=cast.facilitator)


def test_a_facilitator_plans_one_and_the_owners_are_asked(cast: Cast, client: Client) -> None:
    sign_in(client, cast.facilitator)
    page = client.get("/reviews/meetings/new/")
    assert page.status_code == 200
    data = fields(cast, clusters=[cast.payroll.slug, cast.rostering.slug])
    assert client.post("/reviews/meetings/new/", data).status_code == 302
    meeting = Meeting.objects.get()
    assert set(meeting.attendees.all()) == {cast.owner, cast.stranger_owner}
    assert meeting.local_start.strftime("%H:%M %Z")[:5] == "09:30"
    assert sorted(agenda(meeting)) == ["Payslips", "Rostering"]
    text = client.get(f"/reviews/meetings/{meeting.pk}/").content.decode()
    assert "20 of 60 minutes" in text


@pytest.mark.parametrize(
    "wrong",
    [{"zone": "Mars/Olympus"}, {"minutes": "0"}, {"clusters": []}, {"day": "2020-01-01"}],
)
def test_what_cannot_be_meant_comes_back_and_nothing_is_written(
    cast: Cast, client: Client, wrong: dict[str, object]
) -> None:
    data = fields(cast, **{"clusters": [cast.payroll.slug], **wrong})
    answer = sign_in(client, cast.facilitator).post("/reviews/meetings/new/", data)
    assert (answer.status_code, Meeting.objects.count()) == (422, 0)


def test_an_owner_plans_with_their_own_clusters_only(cast: Cast, client: Client) -> None:
    sign_in(client, cast.owner)
    assert "Payslips" not in client.get("/reviews/meetings/new/").content.decode()
    other = fields(cast, clusters=[cast.payroll.slug])
    assert client.post("/reviews/meetings/new/", other).status_code == 422
    assert (
        client.post(
            "/reviews/meetings/new/", fields(cast, clusters=[cast.rostering.slug])
        ).status_code
        == 302
    )
    meeting = Meeting.objects.get()
    added = client.post(f"/reviews/meetings/{meeting.pk}/topics/", {"cluster": cast.payroll.slug})
    assert (added.status_code, agenda(meeting)) == (403, ["Rostering"])


def test_topics_move_by_form_and_by_script(meeting: Meeting, cast: Cast, client: Client) -> None:
    first, second, third = meeting.topics.order_by("position")
    sign_in(client, cast.facilitator)
    url = f"/reviews/meetings/{meeting.pk}/topics/{third.pk}/position/"
    assert client.post(url, {"after": first.pk}).status_code == 302
    assert agenda(meeting) == ["Rostering", "Yard board", "Payslips"]
    answer = client.post(url, {"after": ""}, headers={"HX-Request": "true"})
    assert f'<li class="bl-row topic" id="topic-{third.pk}"' in answer.content.decode()
    assert agenda(meeting) == ["Yard board", "Rostering", "Payslips"]
    with pytest.raises(NotFound):
        move_topic(None, meeting, third.pk, 0, None)
    with pytest.raises(Conflict):
        move_topic(None, meeting, second.pk, None, version=1)
    assert agenda(meeting) == ["Yard board", "Rostering", "Payslips"]


def test_minutes_and_removal(meeting: Meeting) -> None:
    first, second, third = meeting.topics.order_by("position")
    set_topic_minutes(None, meeting, first.pk, 25)
    with pytest.raises(Refused):
        set_topic_minutes(None, meeting, first.pk, 481)
    assert remove_topic(None, meeting, second.pk)
    assert not remove_topic(None, meeting, second.pk)
    assert list(meeting.topics.values_list("position", "minutes")) == [(0, 25), (1, 10)]
    remove_topic(None, meeting, third.pk)
    with pytest.raises(Refused, match="needs a cluster"):
        remove_topic(None, meeting, first.pk)


def test_a_stale_edit_is_409_with_both_versions(
    meeting: Meeting, cast: Cast, client: Client
) -> None:
    sign_in(client, cast.facilitator)
    url = f"/reviews/meetings/{meeting.pk}/profile/"
    assert client.post(url, fields(cast, title="Theirs", version=1)).status_code == 302
    answer = client.post(url, fields(cast, title="Mine", version=1))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in text
    assert "Mine" in text
    meeting.refresh_from_db()
    assert (meeting.title, meeting.version) == ("Theirs", 2)
    assert client.post(url, fields(cast, title="Mine", version=2)).status_code == 302


def test_calling_off_tells_everybody_once(meeting: Meeting, cast: Cast, client: Client) -> None:
    sign_in(client, cast.facilitator)
    url = f"/reviews/meetings/{meeting.pk}/cancellation/"
    assert client.post(url, {"because": ""}).status_code == 422
    for _ in range(2):
        assert client.post(url, {"because": "Strike"}).status_code == 302
    assert Notification.objects.filter(kind="review", person=cast.owner).count() == 1
    assert client.post(f"/reviews/meetings/{meeting.pk}/closure/").status_code == 422


def test_a_meeting_is_held_once_it_began(meeting: Meeting) -> None:
    with pytest.raises(Refused):
        close_meeting(None, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(hours=2))
    for _ in range(2):
        held = close_meeting(None, meeting)
    assert (held.state, held.version) == ("closed", 2)
    assert set(held.topics.values_list("state", flat=True)) == {"done"}
    with pytest.raises(Refused):
        set_topic_minutes(None, meeting, held.topics.first().pk, 5)


def test_only_those_concerned_see_it(meeting: Meeting, cast: Cast, client: Client) -> None:
    url = f"/reviews/meetings/{meeting.pk}/"
    assert sign_in(client, cast.employee).get(url).status_code == 404
    meeting.attendees.add(cast.employee)
    text = client.get(url).content.decode()
    assert "Rostering" in text
    assert "Off</button>" not in text
    assert sign_in(client, cast.member).get(url).status_code == 200
    assert client.post(f"{url}closure/").status_code == 403


def test_the_agenda_costs_the_same_for_two_and_for_eight(
    cast: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    eight = make_meeting(*[make_product().cluster for _ in range(8)], make_cluster())
    sign_in(client, cast.facilitator)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert client.get(f"/reviews/meetings/{eight.pk}/").status_code == 200


def test_an_hour_the_clocks_skip_is_refused_and_one_that_comes_twice_is_the_first() -> None:
    with pytest.raises(Refused, match="skip"):
        aware(datetime.combine(date(2026, 3, 29), time(2, 30)), "Europe/Berlin")
    twice = aware(datetime.combine(date(2026, 10, 25), time(2, 30)), "Europe/Berlin")
    assert twice.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
