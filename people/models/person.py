"""A person of the organisation: somebody who signs in, owns clusters or is named by an import."""

from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class PersonQuerySet(models.QuerySet["Person"]):
    """Named selections of persons."""

    def active(self) -> PersonQuerySet:
        """Persons who have not left."""
        return self.filter(is_active=True)


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Creates persons; the name sign-in uses is the e-mail address, compared without case."""

    def create_person(self, *, name: str, slug: str, **fields: Any) -> Person:
        """Create a person; `password` is hashed, and left unusable when it is missing."""
        password = fields.pop("password", None)
        person: Person = self.model(name=name, slug=slug, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find the person who signs in with this address, whatever its case."""
        return self.get(email__iexact=username)  # type: ignore[no-any-return]


@pghistory.track(exclude=["password", "last_login"])
class Person(AbstractBaseUser):
    """Owner, team member, leader or reader.

    `email` may be missing: an inventory often knows an owner by name only. Such a person can own
    a cluster and cannot sign in. Owner and team member are relations to a cluster, not roles.
    """

    # Empty is NULL here: two persons without an address must not collide.
    email = models.EmailField(null=True, blank=True)  # noqa: DJ001
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField("job title", max_length=200, blank=True)
    manager = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)
    is_leadership = models.BooleanField(default=False)
    is_facilitator = models.BooleanField(default=False)
    is_admin = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_unique"),
            models.CheckConstraint(
                condition=Q(is_active=True) | Q(left_on__isnull=False),
                name="person_inactive_has_left_date",
            ),
            models.CheckConstraint(
                condition=~Q(manager=models.F("id")), name="person_not_own_manager"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """One or two letters for the person's badge."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"
