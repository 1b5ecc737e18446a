"""`manage.py populate --clusters 1000`: a large synthetic portfolio for benchmarks."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.quarters import Quarter
from portfolio.populate.build import PASSWORD, derive, populate
from portfolio.populate.frame import QUARTERS_BACK, Frame
from products.models import Cluster


class Command(BaseCommand):
    """Three products a cluster, about 33 items and 170 measurements a product, ten quarters and
    the current one. The same seed and day give the same rows."""

    help = "Fill an empty database with a large synthetic portfolio for benchmarks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clusters", type=int, default=100, help="how many; 100 by default")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", metavar="DATE", help="the newest day; today by default")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses a database that already has people or clusters."""
        if Person.objects.exists() or Cluster.objects.exists():
            raise CommandError("This database already has data; populate needs an empty one.")
        if not 1 <= options["clusters"] <= 100_000:
            raise CommandError("--clusters may be 1 to 100000.")
        day = self._day(options["today"])
        begin = Quarter.of(day, organisation().first_month).shift(-QUARTERS_BACK).start
        frame = Frame(options["clusters"], options["seed"], day, begin)
        started = time.monotonic()
        counts = populate(frame)
        derive(frame)
        if options["verbosity"]:
            for table, count in counts.items():
                self.stdout.write(f"{count:>10,}  {table}")
            took = time.monotonic() - started
            self.stdout.write(f"Populated in {took:.0f} s; sign in as leader@synthetic.example,")
            self.stdout.write(f"facilitator@… or admin@… with {PASSWORD}.")

    def _day(self, text: str | None) -> date:
        if text is None:
            return today()
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"“{text}” is no date; write it as 2026-06-30.") from error
        if day > today():
            raise CommandError(f"{day} has not come yet.")
        return day
