"""A real Prometheus scrapes a real target, and the connector asks it.

`tests/install_prometheus.sh` fetches it; where that is impossible the test says so.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from http.client import HTTPConnection
from ipaddress import ip_network
from pathlib import Path

import pytest

from metrics.connectors.asking import ask
from metrics.values.connectors import Allowed, ConnectorKind, Digest, Request, Stretch, Unfetched
from tests.metrics.servers import web_server
from tests.services.program import free_port, until

UNPACKED = Path(sys.prefix) / "prometheus" / "usr" / "bin" / "prometheus"
PROGRAM = shutil.which("prometheus") or (str(UNPACKED) if UNPACKED.exists() else None)
HERE = Allowed(networks=(ip_network("127.0.0.1"),))
METRICS = b"""# TYPE requests_total counter
requests_total{code="200"} 970
requests_total{code="500"} 30
answer_seconds 0.25
"""
CONFIG = """
global: {{scrape_interval: 200ms}}
scrape_configs:
  - job_name: desk
    static_configs: [{{targets: ["127.0.0.1:{target}"]}}]
  - job_name: gone
    static_configs: [{{targets: ["127.0.0.1:1"]}}]
"""


@pytest.fixture(scope="module")
def prometheus() -> Iterator[str]:
    """Its address, once both targets have been scraped."""
    if PROGRAM is None:
        pytest.skip("no Prometheus here (apt-get download prometheus)")
    port = free_port()
    with web_server() as target, tempfile.TemporaryDirectory() as folder:
        target.document = METRICS
        config = Path(folder) / "prometheus.yml"
        config.write_text(CONFIG.format(target=target.port))
        process = subprocess.Popen(
            [
                PROGRAM, f"--config.file={config}", f"--storage.tsdb.path={folder}/data",
                f"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            until(lambda: _series(port) >= 5, 30, "Prometheus has scraped its targets")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(15)


def _series(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/api/v1/query?query=%7Bjob%3D~%22.%2B%22%7D")
        found = json.loads(connection.getresponse().read())["data"]["result"]
        wanted = {"up", "requests_total", "answer_seconds"}
        return sum(row["metric"]["__name__"] in wanted for row in found)
    except (OSError, ValueError, KeyError):
        return 0
    finally:
        connection.close()


def asked(address: str, query: str, days: int = 0) -> Request:
    """Today as one stretch: what has been scraped so far."""
    today = datetime.now().astimezone().date()
    first = today - timedelta(days=days)
    return Request(
        ConnectorKind.PROMETHEUS, address, query, digest=Digest.LAST, step_s=15,
        stretches=[Stretch(date(first.year, first.month, first.day), today)],
        zone=str(datetime.now().astimezone().tzinfo),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ('avg(up{job="desk"}) * 100', "100"),  # availability
        ("avg(up) * 100", "50"),  # one of two targets is gone
        ("answer_seconds * 1000", "250"),  # latency, ms
        ('sum(requests_total{code="500"}) / sum(requests_total) * 100', "3"),  # error rate
    ],
)
def test_availability_latency_and_error_rate(prometheus: str, query: str, value: str) -> None:
    (found,) = ask(asked(prometheus, query), HERE)
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("up", "gives 2 series. Make it one"),
        ("sum(up", "status 400"),
    ],
)
def test_a_query_that_does_not_fit(prometheus: str, query: str, words: str) -> None:
    with pytest.raises(Unfetched, match=words):
        ask(asked(prometheus, query), HERE)


def test_a_series_nobody_has_is_no_number(prometheus: str) -> None:
    assert ask(asked(prometheus, "nothing_of_the_kind"), HERE) == []
