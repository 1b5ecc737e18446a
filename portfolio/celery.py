"""The Celery app: late acknowledgement, short visibility, bounded waits."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep

from portfolio.schedule import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portfolio.settings")

app = Celery("almanac", set_as_current=True)
app.config_from_object("portfolio.celery_settings")
app.conf.beat_schedule = SCHEDULE
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()


@setup_logging.connect
def _leave_logging_to_django(**_: Any) -> None:
    """Celery would replace the handlers; connecting anything here keeps ours."""
