"""The pages on which a metric comes to be made of events, and on which the events are seen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from metrics.actions.feeds import derive_feed, set_feed
from metrics.models import EventFeed, Metric, Ticket, WorkingCalendar
from metrics.values.events import FeedKind
from people.models import Person
from products.models import Product
from tests.builders import make_calendar, make_metric, make_person, make_product, own

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)
OPENED = datetime(2026, 4, 3, 8, tzinfo=UTC)
FORM = {
    "kind": "resolution_mean", "since": "2026-01-01", "calendar": "", "limits": "",
    "longest_gap": "24", "version": "0",
}  # fmt: skip


@pytest.fixture
def metric() -> Metric:
    return make_metric(make_product(), target=None, unit="", summary="mean", started_on=SINCE)


@pytest.fixture
def owner(metric: Metric, client: Client) -> Person:
    person = make_person()
    own(person, metric.product)
    client.force_login(person)
    return person


def path(metric: Metric, end: str = "feed/") -> str:
    return f"/products/{metric.product.slug}/metrics/{metric.slug}/{end}"


def ticket(product: Product, number: str, hours: int, priority: str = "") -> Ticket:
    return Ticket.objects.create(
        product=product, source="desk", number=number, opened_at=OPENED, priority=priority,
        resolved_at=OPENED + timedelta(hours=hours),
    )  # fmt: skip


def test_an_owner_sets_it_up_and_sees_the_events(
    metric: Metric, owner: Person, client: Client
) -> None:
    answer = client.post(path(metric), FORM, follow=True)
    assert b"is made of events; figures follow in a minute" in answer.content
    for number, hours in (("INC1", 2), ("INC2", 4)):
        ticket(metric.product, number, hours)
    derive_feed(metric.pk)
    page = client.get(path(metric, "")).content.decode()
    assert "Made of events: time to resolution, mean." in page
    assert "Record a number" not in page
    listed = client.get(path(metric, "events/?on=2026-04-30")).content.decode()
    assert "2 events" in listed
    assert "INC1" in listed
    assert "4 h" in listed
    assert "0 events" in client.get(path(metric, "events/?on=2026-03-31")).content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "within_sla"}, "Say how many hours each priority is given."),
        ({"limits": "High 8"}, "Line 1, “High 8”: write the priority, a colon and the hours"),
        ({"limits": "High: NaN"}, "write the priority, a colon and the hours"),
        ({"limits": "\nHigh: -3"}, "Line 2: hours are above 0 and at most 8760."),
        ({"longest_gap": "0"}, "greater than or equal to 0.01"),
        ({"since": "2999-01-01"}, "has not come yet"),
        ({"kind": "moods"}, "Select a valid choice"),
        ({"kind": "resolution_p90"}, "cannot be put together from shorter stretches"),
    ],
)
def test_wrong_input_is_named_and_nothing_is_set(
    metric: Metric, owner: Person, client: Client, changed: dict[str, str], words: str
) -> None:
    answer = client.post(path(metric), {**FORM, **changed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not EventFeed.objects.exists()


def test_a_stale_form_gets_both_versions(metric: Metric, owner: Person, client: Client) -> None:
    set_feed(None, metric, kind=FeedKind.TICKETS, since=SINCE)
    answer = client.post(path(metric), FORM)
    assert answer.status_code == 409
    assert "Tickets opened" in answer.content.decode()
    assert EventFeed.objects.get().kind == "tickets"


def test_a_feed_ends_and_a_repeat_is_harmless(
    metric: Metric, owner: Person, client: Client
) -> None:
    set_feed(None, metric, kind=FeedKind.TICKETS, since=SINCE)
    for _ in range(2):
        assert client.post(path(metric, "feed/removal/")).status_code == 302
    assert not EventFeed.objects.exists()


def test_the_list_of_judged_tickets_is_the_figure(
    metric: Metric, owner: Person, client: Client
) -> None:
    client.post(path(metric), {**FORM, "kind": "within_sla", "limits": "High: 3\nLow: 3"})
    ticket(metric.product, "INC1", 2, "High")
    ticket(metric.product, "INC2", 4, "Low")
    ticket(metric.product, "INC3", 4, "None of these")
    derive_feed(metric.pk)
    assert metric.measurements.get().value == 50
    listed = client.get(path(metric, "events/?on=2026-04-30")).content.decode()
    assert [word in listed for word in ("INC1", "INC2", "INC3", "too late")] == [
        True, True, False, True,
    ]  # fmt: skip


def test_leadership_writes_down_working_hours(client: Client) -> None:
    client.force_login(make_person(is_leadership=True))
    form = {
        "name": "Desk", "weekdays": ["0", "1"], "opens": "09:00", "closes": "17:00",
        "zone": "Europe/Berlin", "holidays": "2026-12-25\n2026-12-25", "version": "0",
    }  # fmt: skip
    assert client.post("/working-hours/new/", form).status_code == 302
    calendar = WorkingCalendar.objects.get()
    assert calendar.holidays == [date(2026, 12, 25)]
    for changed, words in (
        ({"zone": "Mars/Olympus"}, "is no time zone"),
        ({"closes": "09:00"}, "Work ends after it begins"),
        ({"holidays": "Christmas"}, "Line 1, “Christmas”, is no day"),
        ({}, "There are working hours called “Desk” already"),
    ):
        answer = client.post("/working-hours/new/", {**form, **changed})
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert WorkingCalendar.objects.count() == 1
    assert (
        client.post(f"/working-hours/{calendar.pk}/", {**form, "version": "1"}).status_code == 302
    )
    assert (
        client.post(f"/working-hours/{calendar.pk}/", {**form, "version": "1"}).status_code == 409
    )
    assert "Mon, Tue, 09:00 to 17:00" in client.get("/working-hours/").content.decode()


def test_changed_hours_make_figures_anew(metric: Metric, owner: Person, client: Client) -> None:
    calendar = make_calendar()
    set_feed(None, metric, kind=FeedKind.RESOLUTION_MEAN, since=SINCE, calendar=calendar)
    ticket(metric.product, "INC1", 2)
    derive_feed(metric.pk)
    assert metric.measurements.get().value == 1  # from 9 to 10; work begins at 9
    client.force_login(make_person(is_leadership=True))
    client.post(
        f"/working-hours/{calendar.pk}/",
        {"name": "Desk", "weekdays": ["4"], "opens": "08:00", "closes": "17:00", "zone": "UTC",
         "holidays": "", "version": "1"},
    )  # fmt: skip
    assert EventFeed.objects.get().derived_at is None
    derive_feed(metric.pk)
    assert metric.measurements.current().get().value == 2
