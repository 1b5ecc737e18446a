"""People are reminded of meetings once, on the pages and by real e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from time_machine import travel

from people.actions.notifications import choose_mail
from people.models import Notification
from portfolio.kernel.quarters import Quarter
from reviews.actions.meetings import MeetingDetails, cancel_meeting, edit_meeting
from reviews.actions.reminders import ask_due_letters, ask_letters, send_waiting_letters
from reviews.models import Meeting, MeetingLetter
from reviews.values.meetings import LetterKind
from tests.builders import make_meeting
from tests.harness.people import Cast
from tests.reviews.smtp import Server, mail_server

pytestmark = pytest.mark.django_db
START = datetime(2026, 10, 26, 8, tzinfo=UTC)  # nine o'clock in Berlin, the day after summer time
WEEK_BEFORE = datetime(2026, 10, 19, 7, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 10, 25, 7, tzinfo=UTC)


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_TIMEOUT = 5
        yield running


@pytest.fixture
def meeting(cast: Cast) -> Iterator[Meeting]:
    with travel(WEEK_BEFORE - timedelta(days=3), tick=False):
        yield make_meeting(
            cast.rostering, cast.payroll, facilitator=cast.facilitator, starts_at=START, title="Q3"
        )


def states() -> dict[str, str]:
    return dict(MeetingLetter.objects.values_list("person__name", "state"))


def round_at(now: datetime) -> tuple[int, int]:
    """Both halves of the task, at `now`."""
    with travel(now, tick=False):
        return ask_due_letters(now), send_waiting_letters(now)


def test_owners_and_facilitator_get_both_letters_once(meeting: Meeting, server: Server) -> None:
    assert round_at(WEEK_BEFORE - timedelta(hours=3)) == (0, 0)
    assert round_at(WEEK_BEFORE) == (3, 3)
    assert round_at(WEEK_BEFORE + timedelta(hours=1)) == (0, 0)
    assert round_at(DAY_BEFORE) == (3, 3)
    assert round_at(DAY_BEFORE + timedelta(hours=1)) == (0, 0)
    to = sorted(str(letter["To"]) for letter in server.letters)
    assert to == sorted(
        2 * ["finn.facilitator@example.org", "olga.owner@example.org", "otto.other@example.org"]
    )
    assert Notification.objects.filter(kind="review").count() == 6
    assert len({letter["Message-ID"] for letter in server.letters}) == 6


def test_a_letter_has_the_agenda_and_an_entry_for_the_calendar(
    meeting: Meeting, server: Server
) -> None:
    round_at(WEEK_BEFORE)
    letter = next(one for one in server.letters if "olga" in str(one["To"]))
    body = letter.get_body()
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert "26 October 2026, 09:00 to 10:00 (Europe/Berlin)" in text
    assert "Please look at the packet of Rostering before." in text
    assert "1. Rostering, 10 min\n2. Payslips, 10 min" in text
    [part] = list(letter.iter_attachments())
    assert part.get_content_type() == "text/calendar"
    [event] = Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert (event["DTSTART"].dt, event["SEQUENCE"]) == (START, 1)


def test_whoever_wants_no_mail_is_told_on_the_pages_only(
    meeting: Meeting, server: Server, cast: Cast
) -> None:
    choose_mail(cast.owner, wanted=False)
    assert round_at(WEEK_BEFORE) == (3, 2)
    assert states() == {
        "Finn Facilitator": "sent", "Olga Owner": "unwanted", "Otto Other": "sent",
    }  # fmt: skip
    assert Notification.objects.filter(person=cast.owner, kind="review").count() == 1


def test_a_worker_killed_between_claim_and_sending_leads_to_no_second_letter(
    meeting: Meeting, server: Server
) -> None:
    """At most once: what was claimed stays claimed, whoever comes."""
    with travel(WEEK_BEFORE, tick=False):
        ask_due_letters(WEEK_BEFORE)
        MeetingLetter.objects.update(state="claimed", claimed_at=WEEK_BEFORE)
    assert round_at(WEEK_BEFORE + timedelta(hours=1)) == (0, 0)
    assert server.letters == []


@pytest.mark.parametrize(
    ("answer", "state", "later"),
    [(b"451 later", "waiting", 3), (b"550 no", "failed", 0), (None, "failed", 0)],
)
def test_a_server_that_says_later_is_asked_again_and_no_other(
    meeting: Meeting, server: Server, answer: bytes | None, state: str, later: int
) -> None:
    server.answer_to_data = answer
    assert round_at(WEEK_BEFORE) == (3, 0)
    assert set(states().values()) == {state}
    server.answer_to_data = b"250 kept"
    assert round_at(WEEK_BEFORE + timedelta(minutes=5)) == (0, later)


def test_a_server_that_cannot_be_reached_costs_no_letter(meeting: Meeting, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert round_at(WEEK_BEFORE) == (3, 0)
    assert set(states().values()) == {"waiting"}


def test_another_day_reminds_anew_and_the_old_letter_is_not_sent(
    meeting: Meeting, server: Server, cast: Cast
) -> None:
    with travel(WEEK_BEFORE, tick=False):
        ask_due_letters(WEEK_BEFORE)
        edit_meeting(
            cast.leader,
            meeting,
            MeetingDetails(
                "Q3",
                Quarter(2026, 3),
                START + timedelta(days=1),
                "Europe/Berlin",
                60,
                cast.facilitator,
            ),
            meeting.version,
        )
    assert round_at(WEEK_BEFORE + timedelta(hours=1)) == (0, 0)
    assert set(states().values()) == {"unwanted"}
    assert round_at(WEEK_BEFORE + timedelta(days=1)) == (3, 3)


def test_calling_it_off_is_written_with_an_entry_that_says_so(
    meeting: Meeting, server: Server, cast: Cast
) -> None:
    with travel(WEEK_BEFORE, tick=False):
        for _ in range(2):
            cancelled = cancel_meeting(cast.leader, meeting, "Strike.")
            ask_letters(cancelled, LetterKind.CANCELLED, WEEK_BEFORE)
    assert round_at(WEEK_BEFORE) == (0, 3)
    [part] = list(server.letters[0].iter_attachments())
    [event] = Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 2)
