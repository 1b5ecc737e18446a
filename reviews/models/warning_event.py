"""The history of a warning: what the data and people did to it, one row for each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from people.models import Person
from reviews.models.warning import PortfolioWarning, Severity
from reviews.values.warnings import BY_PEOPLE, EventKind

ACTS = [kind.value for kind in BY_PEOPLE]


class WarningEvent(models.Model):
    """One thing that happened. The newest says how the warning stands; none is ever changed."""

    warning = models.ForeignKey(PortfolioWarning, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind.choices())
    at = models.DateTimeField()
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True, help_text="The last day of a snooze.")
    severity = models.CharField(max_length=6, choices=Severity)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.texts()), name="warning_event_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ACTS, by__isnull=False)
                | (~Q(kind__in=ACTS) & Q(by__isnull=True)),
                name="warning_event_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(kind=EventKind.SNOOZED.value, until__isnull=False) & ~Q(note=""))
                | (~Q(kind=EventKind.SNOOZED.value) & Q(until__isnull=True)),
                name="warning_event_snooze_ends",
            ),
        ]
        indexes = [models.Index(fields=["warning", "-id"], name="warning_event_newest")]

    def __str__(self) -> str:
        return f"{self.warning_id} {self.kind}"
