"""The Celery app: late acknowledgement, short visibility, bounded waits."""

import os
import signal
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init
from django_structlog.celery.steps import DjangoStructLogInitStep

from portfolio.schedule import SCHEDULE
from portfolio.services.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portfolio.settings")

app = Celery("almanac", set_as_current=True)
app.config_from_object("portfolio.celery_settings")
app.conf.beat_schedule = SCHEDULE
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()


@setup_logging.connect
def _leave_logging_to_django(**_: Any) -> None:
    """Celery would replace the handlers; connecting anything here keeps ours."""


@worker_process_init.connect
def _end_with_the_worker(**_: Any) -> None:
    """A pool process never outlives its worker; what it held is delivered again."""
    die_with_parent(signal.SIGKILL)
