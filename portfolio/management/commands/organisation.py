"""`manage.py organisation`: what the organisation is called and when its fiscal year begins."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from metrics.actions.calendar import set_fiscal_year
from people.actions.organisation import name_organisation
from people.queries import organisation
from portfolio.kernel.errors import Refused


class Command(BaseCommand):
    """Shows and changes the one row."""

    help = (
        "Show or change the organisation. A new first month sums every quarter up anew, in one "
        "transaction."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Both are optional."""
        parser.add_argument("--name", help="what it is called")
        parser.add_argument("--first-month", type=int, help="1 is January, 4 is April")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints what holds afterwards."""
        if options["name"]:
            name_organisation(options["name"])
        if options["first_month"] is not None:
            try:
                set_fiscal_year(None, options["first_month"])
            except Refused as refused:
                raise CommandError(refused.message) from refused
        row = organisation()
        self.stdout.write(f"{row.name}; the fiscal year begins in month {row.first_month}.")
