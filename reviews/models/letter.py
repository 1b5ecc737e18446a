"""What somebody is written about a meeting: claimed before it is sent, so that it goes out once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from people.models import Person
from reviews.models.meeting import Meeting
from reviews.values.meetings import LetterKind, LetterState


class MeetingLetter(models.Model):
    """One letter of a kind to one person about a meeting on one day.

    A letter whose sender died after claiming it is not sent a second time: at most once.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="letters")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=LetterKind.choices())
    about_day = models.DateField()
    state = models.CharField(
        max_length=8, choices=LetterState.choices(), default=LetterState.WAITING
    )
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "person", "meeting", "about_day"], name="letter_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LetterKind.texts()), name="letter_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LetterState.texts()), name="letter_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.SENT) | Q(sent_at__isnull=False),
                name="letter_sent_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="letter_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person_id} about {self.meeting_id}"
