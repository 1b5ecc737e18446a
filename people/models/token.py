"""What a program introduces itself with, and the answers kept for what it sends twice."""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.db import models
from django.db.models import Q

from people.models.person import Person
from people.values import Scope


@pghistory.track(exclude=["digest", "last_used_at"])
class AccessToken(models.Model):
    """A program acts as `person`, within `scope`, until `expires_at` or until it is revoked.

    Only the SHA-256 of the token is kept: 256 random bits need no slow hash. `prefix` is what
    people tell tokens apart by.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    scope = models.CharField(max_length=5, choices=Scope.choices(), default=Scope.READ)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="access_token_digest_unique"),
            models.CheckConstraint(
                condition=Q(scope__in=Scope.texts()), name="access_token_scope_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="access_token_has_name"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="access_token_expires_after_creation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def is_alive(self, now: datetime) -> bool:
        """Whether it opens anything at `now`, were its person still here."""
        return self.revoked_at is None and now < self.expires_at


class KeptAnswer(models.Model):
    """The answer to a request with an `Idempotency-Key`; the same request again gets it again.

    Written in the transaction of what was done, so there is one exactly when it was done.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, help_text="SHA-256 of method, address and body.")
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="kept_answer_key_unique"),
        ]

    def __str__(self) -> str:
        return self.key
