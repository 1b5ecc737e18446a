"""Watches the children, starts a fallen one again, and ends all of them in order."""

import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from portfolio.services.processes import Child, stop_all

LOOK_EVERY_S = 0.2
PAUSE_S = 1.0
MOST_FALLS = 5
WITHIN_S = 60.0


class Stopped(BaseException):
    """Somebody asked the program to stop. Like KeyboardInterrupt no `except Exception` holds it."""


class KeepsFalling(Exception):
    """A child ends again and again; the message says which and with what last words."""


def stop_on_signals() -> None:
    """SIGINT, SIGTERM and SIGHUP raise `Stopped` once; afterwards they change nothing."""

    def ask(number: int, frame: FrameType | None) -> None:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        raise Stopped

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, ask)


@dataclass
class Supervisor:
    """Groups of children in the order of their start; they end in the opposite order."""

    say: Callable[[str], object]
    groups: list[list[Child]] = field(default_factory=list)
    falls: dict[str, list[float]] = field(default_factory=dict)

    def add(self, children: Sequence[Child]) -> None:
        """Takes over running children; the group ends together."""
        self.groups.append(list(children))

    def watch(self) -> None:
        """Until `Stopped` is raised. Raises `KeepsFalling`."""
        while True:
            time.sleep(LOOK_EVERY_S)
            for group in self.groups:
                for child in group:
                    if not child.is_running:
                        self._fallen(child)

    def stop(self) -> None:
        """Ends everything, last started first."""
        for group in reversed(self.groups):
            stop_all(group)
        self.groups.clear()

    def _fallen(self, child: Child) -> None:
        name, now = child.command.name, time.monotonic()
        recent = [at for at in self.falls.get(name, []) if now - at < WITHIN_S]
        self.falls[name] = [*recent, now]
        if len(recent) >= MOST_FALLS:
            raise KeepsFalling(f"{name} ended {MOST_FALLS + 1} times:\n{child.last_words()}")
        self.say(f"{name} ended ({child.process.returncode}); starting it again")
        time.sleep(PAUSE_S if recent else 0)
        child.restart()
