"""Child processes that never outlive us, and never outlive their welcome."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 10 * 1024 * 1024


def die_with_parent(signal_number: int) -> None:
    """Asks the kernel to send us `signal_number` when our parent ends, however it ends.

    Linux only; elsewhere an orderly stop is all there is. Call it after any change of user,
    which would clear it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


@dataclass(frozen=True)
class Command:
    """What to run and how to end it.

    `gentle`: signals in order, each with the seconds it gets before the next; after the last
    one the process is killed. `orphaned` is what the kernel sends when we are killed ourselves.
    """

    name: str
    args: Sequence[str]
    gentle: Sequence[tuple[int, float]] = ((signal.SIGTERM, 10.0),)
    orphaned: int = signal.SIGTERM
    env: Mapping[str, str] | None = None
    user: int | None = None
    group: int | None = None
    held: Sequence[int] = ()


@dataclass
class Child:
    """One running command, its output in a file of its own."""

    command: Command
    logs: Path
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.process = self._start()

    @property
    def log(self) -> Path:
        """The file that holds what it says."""
        return self.logs / f"{self.command.name}.log"

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def restart(self) -> None:
        """Starts it again after it has ended."""
        self.process = self._start()

    def stop(self) -> None:
        """Ends it: gently, then firmly. Harmless when it has ended already."""
        stop_all([self])

    def last_words(self, lines: int = 15) -> str:
        """The end of its log, for a message about its failure."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""

    def _start(self) -> subprocess.Popen[bytes]:
        command, parent = self.command, os.getpid()

        def in_child() -> None:
            die_with_parent(command.orphaned)
            if os.getppid() != parent:  # it ended before we could ask
                os._exit(1)

        options: dict[str, Any] = {}
        if command.user is not None:
            options = {"user": command.user, "group": command.group, "extra_groups": []}
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = not self.log.exists() or self.log.stat().st_size > LARGEST_LOG
        with self.log.open("wb" if fresh else "ab") as output:
            return subprocess.Popen(
                command.args,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=command.env,
                pass_fds=command.held,
                start_new_session=True,  # Ctrl-C is for us, we tell the children in order
                preexec_fn=in_child,
                **options,
            )


def stop_all(children: Sequence[Child]) -> None:
    """Ends several at once, so that the slowest decides how long it takes, not their sum."""
    started = time.monotonic()
    steps = {child.command.name: list(child.command.gentle) for child in children}
    due = {child.command.name: started for child in children}
    while running := [child for child in children if child.is_running]:
        for child in running:
            if time.monotonic() < due[child.command.name]:
                continue
            if steps[child.command.name]:
                number, seconds = steps[child.command.name].pop(0)
                child.process.send_signal(number)
                due[child.command.name] = time.monotonic() + seconds
            else:
                os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()
        time.sleep(0.02)
