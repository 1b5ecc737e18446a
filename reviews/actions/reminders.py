"""People are reminded of meetings: once on the pages, and at most once by e-mail.

A letter is a row. It is claimed in one transaction and sent after it; a worker that dies between
leaves it claimed, and nobody sends it again, because nobody knows whether it went out.
"""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException, SMTPResponseException
from typing import Final
from zoneinfo import ZoneInfo

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.actions.notifications import Notice, notify_all
from people.models import MailRefusal, NotificationKind, Person
from people.queries import today
from products.queries import policy_on
from reviews.calculations.entries import calendar_bytes
from reviews.calculations.openings import letter_due
from reviews.models import Meeting, MeetingLetter
from reviews.queries.letters import agenda_of, entry_of, letter_text, people_of, sentence
from reviews.values.meetings import LetterKind, LetterState, MeetingState, ReviewPolicy

log = logging.getLogger(__name__)

ATTEMPTS: Final = 5


def ask_due_letters(now: datetime) -> int:
    """Tell everybody of the meetings whose reminder is due at `now`; how many letters that made."""
    policy = ReviewPolicy.from_thresholds(policy_on(today()).thresholds)
    made = 0
    for meeting in Meeting.objects.filter(state=MeetingState.PLANNED, starts_at__gt=now):
        kind = letter_due(meeting.starts_at, ZoneInfo(meeting.zone), now, policy)
        if kind is not None:
            made += ask_letters(meeting, kind, now)
    return made


@transaction.atomic
def ask_letters(meeting: Meeting, kind: LetterKind, now: datetime) -> int:
    """A letter and a notification of this kind for each of the meeting's people, once each.

    A meeting that moves to another day is a new occasion.
    """
    locked = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    day = locked.local_start.date()
    known = set(locked.letters.filter(kind=kind, about_day=day).values_list("person_id", flat=True))
    people = {p: names for p, names in people_of(locked).items() if p.pk not in known}
    MeetingLetter.objects.bulk_create(
        [
            MeetingLetter(meeting=locked, person=person, kind=kind, about_day=day, asked_at=now)
            for person in people
        ]
    )
    path = reverse("reviews:meeting-detail", args=[locked.pk])
    source = f"meeting:{locked.pk}:{kind}:{day}"
    notify_all(
        None,
        [
            Notice(
                (person,), NotificationKind.REVIEW, sentence(locked, kind, names), path, source, now
            )
            for person, names in people.items()
        ],
    )
    return len(people)


def send_waiting_letters(now: datetime) -> int:
    """Send what waits, one after the other; how many went out.

    A mail server that cannot be reached ends the round: the letters stay, for the next one.
    """
    sent = 0
    waiting = MeetingLetter.objects.filter(state=LetterState.WAITING).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)[:200]):
        try:
            with get_connection() as connection:  # fails before anything is claimed
                letter = _claimed(pk, now)
                sent += letter is not None and _sent(letter, connection)
        except (SMTPException, OSError) as away:
            log.warning("the mail server cannot be reached, letters wait: %s", away)
            break
    return sent


@transaction.atomic
def _claimed(pk: int, now: datetime) -> MeetingLetter | None:
    """The letter, now ours to send; None where another has it or it must not be sent."""
    rows = MeetingLetter.objects.select_for_update(skip_locked=True, of=("self",))
    letter = rows.filter(pk=pk, state=LetterState.WAITING).select_related("person").first()
    if letter is None:
        return None
    wanted = _wants_mail(letter.person) and _is_timely(letter, now)
    letter.state = LetterState.CLAIMED if wanted else LetterState.UNWANTED
    letter.claimed_at = now
    letter.attempts += 1
    letter.save(update_fields=["state", "claimed_at", "attempts"])
    return letter if wanted else None


def _wants_mail(person: Person) -> bool:
    refused = MailRefusal.objects.filter(person=person).exists()
    return bool(person.email) and person.is_active and not refused


def _is_timely(letter: MeetingLetter, now: datetime) -> bool:
    """A reminder of what has begun, or was called off or moved since, helps nobody."""
    meeting = letter.meeting
    if letter.kind == LetterKind.CANCELLED:
        return True
    moved = meeting.local_start.date() != letter.about_day
    return meeting.state == MeetingState.PLANNED and meeting.starts_at > now and not moved


def _sent(letter: MeetingLetter, connection: BaseEmailBackend) -> bool:
    """Hand it over. A server that says "later" gets it again; silence is not tried again."""
    state, error = LetterState.SENT, ""
    try:
        _message(letter, connection).send()
    except SMTPResponseException as refused:
        later = 400 <= refused.smtp_code < 500 and letter.attempts < ATTEMPTS
        state = LetterState.WAITING if later else LetterState.FAILED
        error = f"The mail server refused it with {refused.smtp_code}."
    except (SMTPException, OSError) as broken:
        state = LetterState.FAILED
        error = f"The mail server fell silent ({type(broken).__name__}); it may have gone out."
    letter.state, letter.error = state, error
    letter.sent_at = timezone.now() if state is LetterState.SENT else None
    letter.save(update_fields=["state", "error", "sent_at"])
    return state is LetterState.SENT


def _message(letter: MeetingLetter, connection: BaseEmailBackend) -> EmailMessage:
    meeting, kind = letter.meeting, LetterKind(letter.kind)
    prepares = people_of(meeting).get(letter.person, [])
    title = f"Called off: {meeting.title}" if kind is LetterKind.CANCELLED else meeting.title
    message = EmailMessage(
        subject=" ".join(title.split()),
        body=letter_text(meeting, kind, prepares),
        to=[letter.person.email or ""],
        connection=connection,
        headers={"Message-ID": f"<letter-{letter.pk}.{meeting.uid}@almanac>"},
    )
    method = "CANCEL" if kind is LetterKind.CANCELLED else "PUBLISH"
    data = calendar_bytes(meeting.title, [entry_of(meeting, agenda_of(meeting))], method=method)
    message.attach("review.ics", data.decode(), "text/calendar")
    return message
