"""Who is signed in, read once a request, with what every page says about them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from people.models import Person

MOST_COUNTED = 100

# The count of what is unread comes along with the person, so that no page pays a statement for it.
# By hand, because every request asks this and the ORM would take longer to write it than PostgreSQL
# to answer it.
_PERSON = f"""
SELECT p.*, (SELECT count(*) FROM (SELECT 1 FROM people_notification n
              WHERE n.person_id = p.id AND n.read_at IS NULL LIMIT {MOST_COUNTED}) unread) AS unread
  FROM people_person p WHERE p.id = %s
"""


class PersonBackend(ModelBackend):
    """Django's own, with the number of unread notifications as `unread` on the person."""

    def get_user(self, user_id: Any) -> Person | None:  # type: ignore[override]
        """The person of the session while they are here; None for somebody who has left."""
        found = next(iter(Person.objects.raw(_PERSON, [user_id])), None)
        return found if found is not None and self.user_can_authenticate(found) else None
