"""The programs `manage.py up` runs besides the servers: web, worker and beat.

The production container runs the very same commands.
"""

import os
import signal
import sys
from collections.abc import Mapping

from django.conf import settings

from portfolio.environment import Environment
from portfolio.services.processes import Command

OURS = (sys.executable, "-m")


def commands(env: Environment, database_url: str, redis_url: str) -> list[Command]:
    """Web, worker and beat, told where their servers are."""
    told = {
        **_inherited(),
        "DJANGO_SETTINGS_MODULE": "portfolio.settings",
        "ALMANAC_DATA": str(env.data),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PORT": str(env.port),
        "WEB_BIND": f"127.0.0.1:{env.port}",
        "PYTHONPATH": str(settings.ROOT),
        "PYTHONUNBUFFERED": "1",
    }
    web = [*OURS, "gunicorn", "-c", "python:portfolio.services.gunicorn_settings"]
    web += ["portfolio.wsgi"]
    worker = [*OURS, "celery", "-A", "portfolio", "worker", "--loglevel", "WARNING"]
    worker += ["--concurrency", str(env.job_workers), "--without-gossip", "--without-mingle"]
    beat = [*OURS, "celery", "-A", "portfolio", "beat", "--loglevel", "WARNING"]
    beat += ["--pidfile", ""]
    gently = ((signal.SIGTERM, 5.0), (signal.SIGQUIT, 3.0))
    return [
        Command("web", web, gently, signal.SIGTERM, told),
        Command("worker", worker, gently, signal.SIGKILL, told),
        Command("beat", beat, gently, signal.SIGKILL, told),
    ]


def _inherited() -> Mapping[str, str]:
    """Our own environment without the mark that lets a command take its time."""
    return {name: value for name, value in os.environ.items() if name != "ALMANAC_COMMAND"}
