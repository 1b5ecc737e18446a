"""A suggestion of moves somebody asked for at the design table."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from people.models import Person
from portfolio.models.draft import Draft


class SuggestionState(models.TextChoices):
    """Where a suggestion stands."""

    WAITING = "waiting", "Being worked out"
    DONE = "done", "Worked out"
    FAILED = "failed", "Not worked out"


class DraftSuggestion(models.Model):
    """What was asked, and what the solver answered; nothing of it is in the draft by itself.

    `limits` and `answer` are plain JSON (`portfolio.actions.draft_suggestions`). One may be waiting
    for a draft at a time; `attempts` counts the workers it was given to.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="suggestions")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    limits = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=SuggestionState, default=SuggestionState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(default=dict, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state="waiting"), name="draft_suggestion_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state__in=SuggestionState.values), name="draft_suggestion_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="draft_suggestion_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Suggestion {self.pk} for {self.draft_id}"
