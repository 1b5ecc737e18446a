"""`manage.py up`: the whole program with one command."""

import os
import signal
import socket
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections

from people.models import Person
from portfolio.demo.build import PASSWORD
from portfolio.demo.sign_ins import SignIn, sign_ins
from portfolio.environment import Environment
from portfolio.services import locks, postgres, programs, valkey
from portfolio.services.binaries import Unavailable
from portfolio.services.processes import Child, die_with_parent
from portfolio.services.supervisor import KeepsFalling, Stopped, Supervisor, stop_on_signals

WEB_READY_WITHIN_S = 60.0


class Command(BaseCommand):
    """Servers, migrations, demo, web, worker and beat; Ctrl-C stops all of them."""

    help = "Run everything: database, broker, web, worker and beat. Ctrl-C stops it."
    requires_system_checks: list[str] = []  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
        parser.add_argument(
            "--with-parent", action="store_true", help="stop when the calling process ends"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["with_parent"]:
            die_with_parent(signal.SIGTERM)
        env: Environment = settings.ENV
        supervisor = Supervisor(self._say)
        try:
            stop_on_signals()
            self._claim(env)
            self._run(env, supervisor, demo=not options["no_demo"])
        except Stopped:
            self._say("stopping …")
        except (Unavailable, KeepsFalling) as error:
            raise CommandError(str(error)) from None
        except OperationalError as error:
            raise CommandError(f"the database is away: {' '.join(str(error).split())}") from None
        finally:
            supervisor.stop()
        self._say("stopped")

    def _run(self, env: Environment, supervisor: Supervisor, demo: bool) -> None:
        self._row("data", str(env.data))
        database_url = env.database_url or self._postgres(env.data, supervisor)
        redis_url = env.redis_url or self._valkey(env.data, supervisor)
        known = self._prepare(demo)
        logs = env.data / "logs"
        children = [
            Child(command, logs) for command in programs.commands(env, database_url, redis_url)
        ]
        supervisor.add(children)
        self._wait_for_web(env, children[0])
        self._welcome(env, known)
        supervisor.watch()

    def _claim(self, env: Environment) -> None:
        """One `up` a data folder, one program a port; both said before anything is started."""
        lock = env.data / "up.lock"
        try:
            descriptor = locks.take(lock)
        except locks.Busy:
            raise CommandError(f"already running: {lock.read_text().strip()}") from None
        except OSError as error:
            raise CommandError(f"cannot write to {env.data}: {error.strerror}") from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()}, {_address(env)}, {env.data}\n".encode())
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", env.port))
            except OSError as error:
                raise CommandError(
                    f"port {env.port} cannot be used ({error.strerror}); "
                    f"choose another one: make run PORT={env.port % 65535 + 1}"
                ) from None

    def _postgres(self, data: Path, supervisor: Supervisor) -> str:
        server = postgres.start(data)
        supervisor.add([server.child])
        self._row("PostgreSQL", server.origin)
        return server.url

    def _valkey(self, data: Path, supervisor: Supervisor) -> str:
        server = valkey.start(data)
        supervisor.add([server.child])
        self._row("Valkey", server.origin)
        return server.url

    def _prepare(self, demo: bool) -> list[SignIn]:
        """Tables, the demo portfolio into an empty database, static files; who can sign in."""
        call_command("migrate", interactive=False, verbosity=0)
        self._row("migrations", "applied")
        if demo and not Person.objects.exists():
            self._row("demo", "loading, once, into the empty database …")
            started = time.monotonic()
            call_command("demo", verbosity=0)
            self._row("demo", f"loaded in {time.monotonic() - started:.0f} s")
        call_command("collectstatic", interactive=False, verbosity=0)
        known = sign_ins()
        connections.close_all()
        return known

    def _wait_for_web(self, env: Environment, web: Child) -> None:
        end = time.monotonic() + WEB_READY_WITHIN_S
        while time.monotonic() < end and web.is_running:
            try:
                with urlopen(f"http://127.0.0.1:{env.port}/healthz", timeout=2):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        raise Unavailable(f"the web server did not start:\n{web.last_words()}")

    def _welcome(self, env: Environment, known: list[SignIn]) -> None:
        self._say("")
        self._say(f"  Almanac is ready: {_address(env)}")
        if known:
            self._say(f"  Sign in with the password {PASSWORD} as")
        for one in known:
            self._say(f"    {one.role:<12}{one.email}")
        self._say("  Ctrl-C stops everything; the data stays.")

    def _row(self, name: str, value: str) -> None:
        self._say(f"  {name:<12}{value}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _address(env: Environment) -> str:
    return f"http://127.0.0.1:{env.port}"
