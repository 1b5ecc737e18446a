"""What every test may lean on: real servers, a real worker, a real browser, a sign-in.

One PostgreSQL and one Valkey run for the whole test run, in a throw-away folder; every xdist
worker has a database and a key prefix of its own in them.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.urls import reverse

from portfolio.services import postgres, valkey
from tests.harness.emptying import replace_truncation

pytest_plugins = [
    "tests.harness.browser",
    "tests.harness.jobs",
    "tests.harness.people",
    "tests.harness.reference",
]

_SERVERS = pytest.StashKey[list[postgres.Postgres | valkey.Valkey]]()


def pytest_configure(config: pytest.Config) -> None:
    """Starts the servers once, in the process that hands out the tests."""
    replace_truncation()
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    data = Path(os.environ["ALMANAC_TEST_DATA"])
    config.stash[_SERVERS] = [
        postgres.start(data, durable=False),
        valkey.start(data, durable=False),
    ]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stops them and removes every trace."""
    for server in reversed(config.stash.get(_SERVERS, [])):
        server.stop()
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["ALMANAC_TEST_DATA"], ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _addresses_read() -> None:
    """Every view is imported before the first test opens a transaction, which may not idle."""
    reverse("portfolio:desk")
