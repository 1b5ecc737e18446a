"""The whole program as a person starts it, in a folder of its own."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from shutil import rmtree
from typing import Any

import psutil
import psycopg

from portfolio.environment import ROOT
from portfolio.services import paths

START_WITHIN_S = 90.0


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(is_so: Callable[[], bool], within: float, what: str) -> float:
    """Seconds until `is_so()`; fails after `within`."""
    started = time.monotonic()
    while not is_so():
        assert time.monotonic() - started < within, f"not within {within:.0f} s: {what}"
        time.sleep(0.05)
    return time.monotonic() - started


def environment(data: Path, port: int, **more: str) -> dict[str, str]:
    """An emptied environment with our settings in it."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": os.environ.get("HOME", "/tmp"),
        "ALMANAC_DATA": str(data),
        "PORT": str(port),
        **more,
    }


def up(data: Path, port: int, **more: str) -> "subprocess.Popen[str]":
    """`manage.py up` without the demo."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "up", "--no-demo", "--with-parent"],
        cwd=ROOT,
        env=environment(data, port, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@dataclass
class Program:
    """A started program; `processes` remembers everything it started."""

    data: Path
    port: int
    process: "subprocess.Popen[str]"
    processes: list[psutil.Process] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, data: Path, port: int | None = None, **more: str) -> "Program":
        """Started and ready to answer."""
        port = port or free_port()
        program = cls(data, port, up(data, port, **more))
        assert program.process.stdout is not None
        for line in program.process.stdout:
            program.said.append(line.rstrip())
            if "Ctrl-C" in line:
                break
        else:
            raise AssertionError("did not start:\n" + "\n".join(program.said))
        program.remember()
        return program

    def remember(self) -> None:
        """Notes the processes of now."""
        root = psutil.Process(self.process.pid)
        known = {process.pid for process in self.processes}
        found = [root, *root.children(recursive=True)]
        self.processes += [process for process in found if process.pid not in known]

    def named(self, *parts: str) -> list[psutil.Process]:
        """Living processes whose command line or title holds all the parts."""
        self.remember()
        return [one for one in self.processes if _alive(one) and _says(one, parts)]

    def left(self) -> list[psutil.Process]:
        """What still runs of everything ever started."""
        return [process for process in self.processes if _alive(process)]

    def get(self, path: str, timeout: float = 20.0) -> tuple[int, dict[str, Any]]:
        """Status and JSON of a GET; status 0 when nothing answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path, headers={"Accept": "application/json"})
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, json.loads(body) if body[:1] == b"{" else {}
        except OSError:
            return 0, {}
        finally:
            connection.close()

    def is_ready(self) -> bool:
        """Database, broker, worker and beat all work."""
        return self.get("/readyz")[1].get("state") == "ok"

    def database(self) -> "psycopg.Connection[Any]":
        """A connection to its database, past the program."""
        return psycopg.connect(paths.database_url(self.data), autocommit=True, connect_timeout=3)

    def stop(self, number: int = signal.SIGINT, within: float = 20.0) -> int:
        """Sends a signal and waits; gives the exit code."""
        self.remember()
        self.process.send_signal(number)
        return self.process.wait(within)

    def end(self) -> None:
        """For the end of a test, however it went: nothing stays."""
        with contextlib.suppress(psutil.NoSuchProcess):
            self.remember()
        for process in self.left():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)
                process.kill()
        self.process.wait(10)


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _says(process: psutil.Process, parts: tuple[str, ...]) -> bool:
    try:
        line = " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False
    return all(re.search(part, line) for part in parts)


@contextlib.contextmanager
def folder() -> Any:
    """A data folder that PostgreSQL's user may reach, removed afterwards."""
    path = Path(tempfile.mkdtemp(prefix="almanac-up-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        rmtree(path, ignore_errors=True)
