"""Persons with their roles, what they are told, and the organisation they work for."""

from people.models.notification import Notification, NotificationKind
from people.models.organisation import Organisation
from people.models.person import Person, PersonQuerySet

__all__ = ["Notification", "NotificationKind", "Organisation", "Person", "PersonQuerySet"]
