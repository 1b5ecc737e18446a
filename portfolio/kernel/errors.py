"""What an action says when it will not do what was asked.

Each carries a sentence for people, a code for machines, the field it concerns when it concerns one,
and the HTTP status the front door answers with; actions themselves know nothing of HTTP.
"""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """A rule of the domain was not met. Never raised itself: one of its kinds below is."""

    status: ClassVar[int] = 422

    def __init__(
        self,
        message: str,
        *,
        code: str,
        field: str | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field
        self.details: dict[str, object] = dict(details or {})

    def __str__(self) -> str:
        return self.message


class Refused(DomainError):
    """What was asked breaks a rule; asking differently may help."""

    status = 422


class Conflict(DomainError):
    """Someone or something else was faster; looking again may help."""

    status = 409


class Forbidden(DomainError):
    """This person may see the thing but not do this to it."""

    status = 403


class NotFound(DomainError):
    """There is no such thing, or none that this person may know of."""

    status = 404
