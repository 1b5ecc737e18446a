"""How a metric is made of raw events, and the working hours that may count."""

from __future__ import annotations

from datetime import timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from metrics.models.metric import Metric
from metrics.values.events import FeedKind, WorkingHours
from people.models import Person


@pghistory.track()
class WorkingCalendar(models.Model):
    """When a service desk works. `weekdays` from 0 for Monday; holidays are whole days off."""

    name = models.CharField(max_length=120, unique=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)
    opens = models.TimeField()
    closes = models.TimeField()
    zone = models.CharField("time zone", max_length=60)
    holidays = ArrayField(models.DateField(), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="calendar_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__len__gt=0, weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6]),
                name="calendar_weekdays_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def hours(self) -> WorkingHours:
        """As the calculations take it."""
        return WorkingHours(
            frozenset(self.weekdays), self.opens, self.closes, self.zone, frozenset(self.holidays)
        )


@pghistory.track(exclude=["derived_at", "heard_until"])
class EventFeed(models.Model):
    """The metric's figures are made of its product's events, for every stretch that is over.

    `limits` holds hours by priority, for the share resolved in time. `longest_gap` says for how
    long a check is believed. `derived_at` is when figures were last made, `heard_until` the last
    moment the source told of.
    """

    metric = models.OneToOneField(
        Metric, on_delete=models.CASCADE, primary_key=True, related_name="feed"
    )
    kind = models.CharField(max_length=24, choices=FeedKind.choices())
    calendar = models.ForeignKey(
        WorkingCalendar, null=True, blank=True, on_delete=models.PROTECT, related_name="feeds"
    )
    limits = models.JSONField(default=dict, blank=True)
    longest_gap = models.DurationField(default=timedelta(days=1))
    since = models.DateField(help_text="Figures are made from the stretch of this day on.")
    set_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    derived_at = models.DateTimeField(null=True, blank=True)
    heard_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FeedKind.texts()), name="feed_kind_known"),
            models.CheckConstraint(
                condition=Q(longest_gap__gt=timedelta(0)), name="feed_gap_positive"
            ),
            models.CheckConstraint(
                condition=~Q(kind="within_sla") | ~Q(limits={}), name="feed_sla_has_limits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} {self.kind}"
