#!/usr/bin/env python
"""Almanac's commands. `manage.py up` runs the whole program; see `manage.py help`."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portfolio.settings")
    # A migration or an import may take longer than a page is allowed to.
    os.environ.setdefault("ALMANAC_COMMAND", "yes")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        sys.exit(
            f"The database cannot be used: {reason}\nStart it with `make run`, or set DATABASE_URL."
        )


if __name__ == "__main__":
    main()
