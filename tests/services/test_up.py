"""`manage.py up` from start to stop: as a person, a killer and a second starter meet it.

Negative control, tried by hand: without `die_with_parent` in `processes.py` servers, web, worker and
beat were still there 15 s after `kill -9`.
"""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.program import Program, folder, free_port, until, up

pytestmark = [pytest.mark.kill, pytest.mark.timeout(300)]


@pytest.fixture
def data() -> Iterator[Path]:
    with folder() as path:
        yield path


def test_it_starts_serves_and_stops_on_ctrl_c(data: Path) -> None:
    program = Program.start(data)
    try:
        assert f"  Almanac is ready: http://127.0.0.1:{program.port}" in program.said
        assert program.get("/healthz") == (200, {"state": "ok"})
        until(program.is_ready, 45, "worker and beat have a pulse")
        _second_start_is_refused(program)
        assert program.stop(signal.SIGINT) == 0
        assert program.left() == []
    finally:
        program.end()


def _second_start_is_refused(program: Program) -> None:
    """On the same folder, while the first keeps running."""
    second = up(program.data, free_port())
    said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert said.strip() == (
        f"CommandError: already running: process {program.process.pid}, "
        f"http://127.0.0.1:{program.port}, {program.data}"
    )
    assert program.get("/healthz")[0] == 200


def test_killed_it_leaves_no_process_and_starts_again_with_its_data(data: Path) -> None:
    program = Program.start(data)
    try:
        with program.database() as connection:
            connection.execute("CREATE TABLE kept (note text)")
            connection.execute("INSERT INTO kept VALUES ('acknowledged')")
        program.stop(signal.SIGKILL)
        until(lambda: program.left() == [], 15, "every process has ended")
        again = Program.start(data, program.port)
        program.processes += again.processes
        with again.database() as connection:
            assert connection.execute("SELECT note FROM kept").fetchall() == [("acknowledged",)]
        assert again.stop(signal.SIGTERM) == 0
        assert program.left() == again.left() == []
    finally:
        program.end()


def test_a_taken_port_is_said_before_anything_is_started(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = up(data, port)
        said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert said.strip() == (
        f"CommandError: port {port} cannot be used (Address already in use); "
        f"choose another one: make run PORT={port + 1}"
    )
    assert not (data / "postgres").exists()


def test_a_database_that_is_away_is_one_line(data: Path) -> None:
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    process = up(data, free_port(), DATABASE_URL=url)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "CommandError: the database is away: " in said
    assert "Traceback" not in said
