"""What a person is told: somebody named them, gave them something to do, or what they wait for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from people.models.person import Person
from portfolio.kernel.words import Word


class NotificationKind(Word):
    """Why a person is told. Rooms above add theirs here, so that the list can filter and draw."""

    MENTION = "mention", "Named"
    ASSIGNMENT = "assignment", "Assigned"
    WAIT = "wait", "No longer waited for"
    OUTCOME = "outcome", "Did it work?"
    OWNERSHIP = "ownership", "Accountability"
    REVIEW = "review", "Review"


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Named selections of notifications."""

    def of(self, person: Person) -> NotificationQuerySet:
        """Those of one person, newest first."""
        return self.filter(person=person).order_by("-at", "-pk")

    def unread(self) -> NotificationQuerySet:
        """Those nobody has marked as read."""
        return self.filter(read_at=None)


class Notification(models.Model):
    """One sentence for one person with the page it is about.

    `source` names what it comes from (`comment:12`): the same source tells a person once only,
    however often the act is repeated. `path` is an address of ours, never of elsewhere.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=12, choices=NotificationKind.choices())
    words = models.CharField(max_length=400)
    path = models.CharField(max_length=300)
    source = models.CharField(max_length=80)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "source"], name="notification_told_once"),
            models.CheckConstraint(
                condition=Q(kind__in=NotificationKind.texts()), name="notification_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(path__regex=r"^/([^/\\]|$)"), name="notification_path_is_ours"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="notification_has_words"),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="notification_by_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.words
