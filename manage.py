#!/usr/bin/env python
"""Almanac's commands. `manage.py up` runs the whole program; see `manage.py help`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portfolio.settings")
    # A migration or an import may take longer than a page is allowed to.
    os.environ.setdefault("ALMANAC_COMMAND", "yes")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
