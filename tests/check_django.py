"""Django's own checks, as production would see them: `check --deploy`, `makemigrations --check`."""

import os
import sys
import tempfile
import warnings
from pathlib import Path

import django
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    with tempfile.TemporaryDirectory() as data:
        for name in ("DATABASE_URL", "REDIS_URL", "DEBUG"):
            os.environ.pop(name, None)
        os.environ.update(
            ALMANAC_DATA=data,
            ALMANAC_URL="https://almanac.example",
            DJANGO_SETTINGS_MODULE="portfolio.settings",
        )
        # No database runs here, and none is needed to compare models with migrations.
        warnings.filterwarnings("ignore", "Got an error checking a consistent migration history")
        django.setup()
        call_command("check", deploy=True, fail_level="WARNING")
        call_command("makemigrations", check=True, dry_run=True)


if __name__ == "__main__":
    main()
