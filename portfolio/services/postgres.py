"""An embedded PostgreSQL: its own folder, a Unix socket only, no server left behind.

We start the server's programs ourselves: as a foreground child that dies with us, stopped by
SIGINT (its fast, clean shutdown), running as `nobody` where we are root.
"""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from portfolio.services import locks, paths
from portfolio.services.binaries import (
    Owner,
    Unavailable,
    is_open_to_all,
    major_version,
    postgres_owner,
    postgres_programs,
)
from portfolio.services.processes import Child, Command

READY_WITHIN_S = 60.0
PREDECESSOR_S = 30.0
NAME = "almanac"
# Everything acknowledged survives a crash by default; tests do without (`durable=False`). They
# also do without autovacuum: tables it finds empty between two tests are then thought to hold one
# row, and the next test's joins go row by row until a statement times out.
HASTY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "autovacuum": "off",
}


@dataclass
class Postgres:
    """A running embedded server; `stop()` ends it."""

    child: Child
    data: Path
    origin: str

    @property
    def url(self) -> str:
        """What `DATABASE_URL` would say."""
        return paths.database_url(self.data, NAME)

    def stop(self) -> None:
        """Ends it, cleanly, within seconds."""
        self.child.stop()
        for descriptor in self.child.command.held:
            os.close(descriptor)


def start(data: Path, durable: bool = True) -> Postgres:
    """The server of this data folder, ready, with its database. Raises `Unavailable`."""
    owner = postgres_owner()
    folder = data / "postgres"
    _make_folders(data, owner)
    lock = _lock(data)
    programs, origin = postgres_programs(data, owner)
    if not (folder / "PG_VERSION").exists():
        _initialise(programs, folder, owner, durable)
    _check_version(programs, folder)
    (folder / "postmaster.pid").unlink(missing_ok=True)  # we hold the lock: nobody runs
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(paths.postgres_socket(data)),
        "unix_socket_permissions": "0700" if owner.is_us else "0777",
        "max_connections": "100",
        "shared_buffers": "256MB",
        "log_min_messages": "warning",
        "timezone": "UTC",
        **({} if durable else HASTY),
    }
    arguments = [str(programs / "postgres"), "-D", str(folder)]
    for name, value in options.items():
        arguments += ["-c", f"{name}={value}"]
    command = Command(
        name="postgres",
        args=arguments,
        gentle=((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0)),
        orphaned=signal.SIGINT,
        env={"PATH": os.defpath, "LANG": "C", "LC_ALL": "C"},
        user=None if owner.is_us else owner.uid,
        group=None if owner.is_us else owner.gid,
        held=(lock,),
    )
    server = Postgres(Child(command, data / "logs"), data, origin)
    _wait_until_ready(server)
    return server


def _make_folders(data: Path, owner: Owner) -> None:
    data.mkdir(parents=True, exist_ok=True)
    try:
        paths.make_socket_folder(data)
    except paths.ClosedFolder as closed:
        raise Unavailable(str(closed)) from None
    for folder in (data / "postgres", paths.postgres_socket(data)):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not owner.is_us:
            os.chown(folder, owner.uid, owner.gid)
            if not is_open_to_all(folder):
                raise Unavailable(
                    f"as root PostgreSQL runs as nobody, who cannot reach {data}; "
                    "choose another ALMANAC_DATA, such as /var/lib/almanac."
                )


def _lock(data: Path) -> int:
    """Held by the server and all its processes; a predecessor may still be shutting down."""
    try:
        return locks.take(data / "postgres.lock", PREDECESSOR_S)
    except locks.Busy:
        raise Unavailable(f"another PostgreSQL is still using {data / 'postgres'}.") from None


def _initialise(programs: Path, folder: Path, owner: Owner, durable: bool) -> None:
    """Makes the cluster: UTF-8, sorting that depends on no system library, peer sign-in."""
    builtin = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    locale = builtin if major_version(programs) >= 17 else ("--locale=C.UTF-8",)
    for leftover in folder.iterdir():  # of a first start that was killed half-way
        subprocess.run(["rm", "-rf", str(leftover)], check=True)
    who = {} if owner.is_us else {"user": owner.uid, "group": owner.gid, "extra_groups": []}
    done = subprocess.run(
        [programs / "initdb", "-D", folder, "-U", NAME, "-E", "UTF8", *locale]
        + ([] if durable else ["--no-sync"])
        + ["--auth-local=trust", "--auth-host=reject", "--no-instructions"],
        capture_output=True,
        text=True,
        env={"PATH": os.defpath, "LANG": "C", "LC_ALL": "C"},
        cwd="/",
        **who,  # type: ignore[call-overload]
    )
    if done.returncode != 0:
        raise Unavailable(f"PostgreSQL's initdb failed: {' '.join(done.stderr.split())[-300:]}")
    names = sorted({owner.name, "root"} if not owner.is_us else {owner.name})
    (folder / "pg_ident.conf").write_text("".join(f'ours "{name}" {NAME}\n' for name in names))
    (folder / "pg_hba.conf").write_text("local all all peer map=ours\n")


def _check_version(programs: Path, folder: Path) -> None:
    ours, theirs = major_version(programs), int((folder / "PG_VERSION").read_text())
    if ours != theirs:
        raise Unavailable(
            f"{folder} was written by PostgreSQL {theirs}, here runs {ours}; "
            "export the data with the old one first, or choose another ALMANAC_DATA."
        )


def _wait_until_ready(server: Postgres) -> None:
    """Waits for the first connection and makes the database if it isn't there."""
    end = time.monotonic() + READY_WITHIN_S
    while True:
        try:
            make_database(server.data)
        except psycopg.OperationalError:
            if not server.child.is_running or time.monotonic() > end:
                server.stop()
                raise Unavailable(
                    f"PostgreSQL did not start:\n{server.child.last_words()}"
                ) from None
            time.sleep(0.05)
        else:
            return


def make_database(data: Path, name: str = NAME) -> None:
    """Creates the database `name` unless it exists. Raises psycopg's errors."""
    url = paths.database_url(data, "postgres")
    with psycopg.connect(url, autocommit=True, connect_timeout=3) as connection:
        row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if row.fetchone() is None:
            connection.execute(
                psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name))
            )
