"""Whether a person wants e-mail beside what the program tells them on its pages."""

from __future__ import annotations

from django.db import models

from people.models.person import Person


class MailRefusal(models.Model):
    """The person turned e-mail off; without a row they get it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mail_refusal")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"no e-mail for {self.person_id}"
