"""A review meeting, its agenda, and what people are written about it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pghistory
from django.db import models
from django.db.models import Deferrable, F, Q

from people.models import Person
from products.models import Cluster
from reviews.values.meetings import LONGEST_MINUTES, MeetingState, TopicState


@pghistory.track()
class Meeting(models.Model):
    """People look at the packets of one quarter. `zone` is where its clock hangs.

    `lead` turns the pages while it is running; `version` counts every change people can see, and
    is the SEQUENCE of its calendar entry, whose stable name is `uid`.
    """

    title = models.CharField(max_length=200)
    quarter_start = models.DateField()
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    facilitator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    attendees = models.ManyToManyField(Person, blank=True, related_name="review_meetings")
    state = models.CharField(
        max_length=9, choices=MeetingState.choices(), default=MeetingState.PLANNED
    )
    lead = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.TextField(blank=True)
    created_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.texts()), name="meeting_state_known"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES),
                name="meeting_minutes_sensible",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_title"),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.RUNNING) | Q(opened_at__isnull=False),
                name="meeting_running_was_opened",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CLOSED, closed_at__isnull=False)
                | Q(~Q(state=MeetingState.CLOSED), closed_at=None),
                name="meeting_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelled_because=""),
                name="meeting_cancelled_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["quarter_start", "state"], name="meeting_by_quarter"),
            models.Index(fields=["starts_at"], name="meeting_by_time"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ends_at(self) -> datetime:
        """When it is planned to be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def local_start(self) -> datetime:
        """Its beginning on the clock of its own zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def is_open(self) -> bool:
        """Whether its agenda can still change."""
        return self.state in (MeetingState.PLANNED, MeetingState.RUNNING)


class AgendaTopic(models.Model):
    """One cluster of the agenda; `opened_at` and `closed_at` are when it was discussed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="topics")
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="topics")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=TopicState.choices(), default=TopicState.WAITING)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="topic_place_taken_once",
                deferrable=Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["meeting", "cluster"], name="topic_cluster_once"),
            models.CheckConstraint(
                condition=Q(state__in=TopicState.texts()), name="topic_state_known"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES),
                name="topic_minutes_sensible",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
                name="topic_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.cluster_id}"
