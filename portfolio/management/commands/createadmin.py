"""`manage.py createadmin EMAIL`: production's first admin, and the way back in when locked out."""

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from people.actions.persons import make_admin

VARIABLE = "ALMANAC_ADMIN_PASSWORD"


class Command(BaseCommand):
    """Makes or promotes one person."""

    help = (
        "Make EMAIL an admin who may sign in; a person with this address keeps everything else. "
        f"The password is asked for, or read from {VARIABLE}."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """EMAIL and the name of a new person."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="name of a new person")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses what is no address and a password the rules don't allow."""
        email = options["email"].strip()
        try:
            validate_email(email)
            password = os.environ.get(VARIABLE) or self._ask()
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        person = make_admin(email, password, options["name"])
        self.stdout.write(f"{person.name} is an admin and signs in as {person.email}.")

    def _ask(self) -> str:
        first = getpass.getpass("Password: ")
        if first != getpass.getpass("Once more: "):
            raise CommandError("The two passwords differ; nothing was changed.")
        return first
