"""Servers of our own in a throw-away folder, and the environment of the processes measured."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from portfolio.services import paths, postgres, valkey
from portfolio.services.processes import Child, Command

ROOT = Path(__file__).resolve().parent.parent
PYTHON = (sys.executable, "-m")


@dataclass
class Servers:
    """PostgreSQL and Valkey, as durable as in production."""

    data: Path
    database: postgres.Postgres
    broker: valkey.Valkey

    @classmethod
    def start(cls) -> Servers:
        """Both, ready."""
        data = Path(tempfile.mkdtemp(prefix="almanac-bench-"))
        data.chmod(0o711)
        return cls(data, postgres.start(data), valkey.start(data))

    def stop(self) -> None:
        """Ends both and removes every trace."""
        self.broker.stop()
        self.database.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    def url(self, name: str) -> str:
        """The address of one of our databases."""
        return paths.database_url(self.data, name)

    def environment(self, name: str, port: int) -> dict[str, str]:
        """What our processes are told."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portfolio.settings",
            "ALMANAC_DATA": str(self.data),
            "DATABASE_URL": self.url(name),
            "REDIS_URL": self.broker.url,
            "SECRET_KEY": "only-for-benchmarks-0123456789-abcdefghijklmnop",
            "PORT": str(port),
            "WEB_BIND": f"127.0.0.1:{port}",
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "WARNING",
            "ALMANAC_COMMAND": "",
        }


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run(environment: dict[str, str], *arguments: str) -> str:
    """Run a module to its end; what it printed. A command may take its time."""
    done = subprocess.run(
        [*PYTHON, *arguments],
        env={**environment, "ALMANAC_COMMAND": "yes"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def manage(environment: dict[str, str], *arguments: str) -> str:
    """`manage.py …`."""
    return run(environment, "django", *arguments)


def web(servers: Servers, name: str, workers: int, *, floor: bool = False) -> tuple[Child, int]:
    """gunicorn as in production, serving Almanac or the floor."""
    port = free_port()
    told = {**servers.environment(name, port), "WEB_WORKERS": str(workers), "WEB_THREADS": "4"}
    target = "portfolio.wsgi"
    if floor:
        told["DJANGO_SETTINGS_MODULE"], target = (
            "benchmarks.floor_settings",
            "benchmarks.floor_wsgi",
        )
    arguments = [*PYTHON, "gunicorn", "-c", "python:portfolio.services.gunicorn_settings", target]
    child = Child(Command(f"web-{port}", arguments, env=told), servers.data / "logs")
    end = time.monotonic() + 60
    while time.monotonic() < end and child.is_running:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return child, port
        except (URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"the web server did not start:\n{child.last_words()}")


def worker(servers: Servers, name: str) -> Child:
    """The Celery worker of `manage.py up` with two processes."""
    arguments = [*PYTHON, "celery", "-A", "portfolio", "worker", "--loglevel", "INFO"]
    arguments += ["--concurrency", "2", "--without-gossip", "--without-mingle"]
    told = servers.environment(name, free_port())
    child = Child(Command(f"worker-{name}", arguments, env=told), servers.data / "logs")
    run(told, "benchmarks.child", "ping")
    return child
