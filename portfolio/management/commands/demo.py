"""`manage.py demo`: the demo portfolio, into an empty database only."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people.models import Person
from people.queries import today
from portfolio.demo.build import PASSWORD, Demo
from portfolio.demo.handing_in import hand_in_demo
from portfolio.demo.inventory import list_demo
from portfolio.demo.reviewing import review_demo


class Command(BaseCommand):
    """Loads an invented shipping company with two and a half years of history up to today."""

    help = "Load the demo portfolio into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses a database that already has people: nobody's data is mixed with the demo's."""
        if Person.objects.exists():
            raise CommandError("This database already has people; the demo needs an empty one.")
        started = time.monotonic()
        Demo(today()).build()
        hand_in_demo()
        list_demo()
        review_demo()
        if options["verbosity"]:
            took = time.monotonic() - started
            self.stdout.write(f"Demo portfolio loaded in {took:.0f} s; password: {PASSWORD}")
