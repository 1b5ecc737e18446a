"""Persons with their roles, and the organisation they work for."""

from people.models.organisation import Organisation
from people.models.person import Person, PersonQuerySet

__all__ = ["Organisation", "Person", "PersonQuerySet"]
