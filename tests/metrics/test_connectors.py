"""Connectors run: numbers come in once, errors are words, secrets stay shut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from ipaddress import ip_network
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from metrics.actions.connectors import allow_address, pause_connector, set_connector
from metrics.actions.fetches import pause_after, run_connector
from metrics.actions.sealing import opened, sealed
from metrics.connectors.sql import query
from metrics.models import AllowedAddress, Connector, ConnectorRun, Measurement
from metrics.tasks import run_due_connectors
from metrics.values.connectors import Allowed, ConnectorKind, Limits, Request, Unfetched
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from tests.builders import make_metric, make_person, make_product
from tests.harness.jobs import Worker
from tests.metrics.servers import Answers, postgres_over_tcp, web_server

SINCE = date(2026, 1, 1)


@pytest.fixture
def server() -> Iterator[Answers]:
    with web_server({"value": 97}) as answers:
        yield answers


def connected(
    address: str, *, kind: str = "json", query: str = "$.value", **more: Any
) -> Connector:
    person = make_person(is_admin=True)
    allow_address(person, "127.0.0.1", "The tests' own")
    metric = more.pop("metric", None) or make_metric(make_product(), cadence="day")
    values = {
        "kind": kind, "address": address, "query": query, "date_path": "", "digest": "mean",
        "step_s": 300, "authorization": "none", "since": SINCE, "interval": timedelta(hours=1),
        "version": 0, "secret": None,
    }  # fmt: skip
    return set_connector(person, metric, **{**values, **more})


def run(connector: Connector) -> ConnectorRun:
    found = run_connector(connector.pk)
    assert found is not None
    connector.refresh_from_db()
    return found


@pytest.mark.django_db
def test_a_number_comes_in_once_and_another_one_corrects_it(server: Answers) -> None:
    connector = connected(server.url("/x"))
    first, again = run(connector), run(connector)
    assert (first.state, first.created, again.created, again.same) == ("done", 1, 0, 1)
    server.document = {"value": 98}
    assert run(connector).corrected == 1
    rows = Measurement.objects.order_by("id").values_list("value", "measured_on", "source")
    assert list(rows) == [(97, today(), "connector"), (98, today(), "connector")]
    kept = Measurement.objects.get(superseded_at__isnull=False)
    assert kept.correction_reason == "The connector brought another number (JSON over HTTP)"


@pytest.mark.django_db
def test_an_error_is_said_in_words_and_the_next_try_waits_longer(server: Answers) -> None:
    connector = connected(server.url("/html"))
    failed = run(connector)
    assert (failed.state, failed.code) == ("failed", "not_json")
    assert failed.words == "127.0.0.1 answered with text/html instead of JSON."
    assert run(connector).state == "failed"
    assert connector.failures == 2
    waits = connector.next_due_at - timezone.now()
    assert timedelta(hours=3, minutes=59) < waits <= timedelta(hours=4)
    Connector.objects.update(address=server.url("/x"))
    assert run(connector).state == "done"
    assert connector.failures == 0
    assert Measurement.objects.count() == 1


@pytest.mark.parametrize(
    ("hours", "failures", "pause"), [(1, 0, 1), (1, 1, 2), (1, 4, 16), (1, 9, 24), (48, 3, 48)]
)
def test_pauses_double_up_to_a_day(hours: int, failures: int, pause: int) -> None:
    assert pause_after(timedelta(hours=hours), failures) == timedelta(hours=pause)


@pytest.mark.django_db
def test_an_address_nobody_allowed_is_not_asked(server: Answers) -> None:
    connector = connected(server.url("/x"))
    AllowedAddress.objects.all().delete()
    failed = run(connector)
    assert (failed.state, failed.code) == ("failed", "address_not_allowed")
    assert server.asked == []
    assert not Measurement.objects.exists()


@pytest.mark.django_db
def test_a_secret_is_sealed_and_never_outlives_its_address(server: Answers) -> None:
    connector = connected(server.url("/x"), authorization="bearer", secret="open sesame")
    assert b"sesame" not in bytes(connector.sealed)
    assert opened(connector.sealed) == "open sesame"
    run(connector)
    assert server.headers[0]["Authorization"] == "Bearer open sesame"
    with pytest.raises(Refused, match="Another address needs the secret entered again"):
        connected("http://elsewhere.example/", metric=connector.metric, version=1)
    connector.refresh_from_db()
    assert connector.address == server.url("/x")
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, ' ') FROM metrics_connectorevent e")
        assert "sealed" not in cursor.fetchone()[0]


@pytest.mark.django_db
def test_after_a_change_of_keys_older_ones_still_open(settings: Any, server: Answers) -> None:
    connector = connected(server.url("/x"), authorization="bearer", secret="open sesame")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key"
    assert run(connector).words.startswith("The secret cannot be opened since")
    settings.SECRET_KEY_FALLBACKS = [old]
    assert run(connector).state == "done"
    assert sealed("") == b""


@pytest.mark.django_db
def test_a_stale_form_and_a_pause(server: Answers) -> None:
    connector = connected(server.url("/x"))
    with pytest.raises(Conflict):
        connected(server.url("/y"), metric=connector.metric, version=0)
    for _ in range(2):
        pause_connector(make_person(), connector, is_enabled=False)
    connector.refresh_from_db()
    assert (connector.version, connector.address) == (2, server.url("/x"))
    assert run_connector(connector.pk) is None


@pytest.mark.django_db
def test_one_run_at_a_time_and_a_dead_one_is_buried(server: Answers) -> None:
    connector = connected(server.url("/x"))
    other = ConnectorRun.objects.create(connector=connector, started_at=timezone.now())
    assert run_connector(connector.pk) is None
    ConnectorRun.objects.update(started_at=timezone.now() - timedelta(minutes=4))
    assert run(connector).state == "done"
    other.refresh_from_db()
    assert (other.state, other.words) == ("failed", "The run ended without a word.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "state", "found"),
    [
        ("SELECT 12", "done", {today(): Decimal(12)}),
        (
            "SELECT date '2026-03-01' + n, 40 + n, 50 FROM generate_series(0, 1) n",
            "done",
            {date(2026, 3, 1): Decimal(80), date(2026, 3, 2): Decimal(82)},
        ),
        ("SELECT date '2020-01-01', 1", "done", {}),  # before the metric was tracked
        ("DELETE FROM people_person", "failed", "cannot execute DELETE in a read-only transaction"),
        ("SELECT 1, 2, 3, 4", "failed", "not 4"),
        ("SELECT n FROM generate_series(1, 2) n", "failed", "must be one row, not 2"),
        ("SELECT 'NaN'::numeric", "failed", "no number"),
        ("SELEC", "failed", "syntax error"),
    ],
)
def test_a_query_reads_and_nothing_else(query: str, state: str, found: Any) -> None:
    with postgres_over_tcp() as port:
        parameters = connection.get_connection_params()
        address = f"postgresql://{parameters['user']}@127.0.0.1:{port}/{parameters['dbname']}"
        connector = connected(address, kind="sql", query=query)
        done = run(connector)
    assert done.state == state, done.words
    if state == "failed":
        assert found in done.words
        found = {}
    measured = Measurement.objects.values_list("measured_on", "value")
    assert dict(measured) == found


@pytest.mark.django_db
def test_a_query_that_takes_too_long_is_cut_off() -> None:
    with postgres_over_tcp() as port:
        parameters = connection.get_connection_params()
        address = f"postgresql://{parameters['user']}@127.0.0.1:{port}/{parameters['dbname']}"
        slow = Request(ConnectorKind.SQL, address, "SELECT pg_sleep(30)")
        with pytest.raises(Unfetched, match="took longer than 1 seconds"):
            query(slow, Allowed(networks=(ip_network("127.0.0.1"),)), Limits(1, 1))


@pytest.mark.django_db(transaction=True)
def test_the_worker_fetches_what_is_due_and_twice_is_the_same(
    celery_worker: Worker, server: Answers
) -> None:
    connector = connected(server.url("/x"))
    for _ in range(2):
        run_due_connectors.delay()
    celery_worker.wait_until(lambda: Measurement.objects.count() == 1)
    celery_worker.wait_until_idle()
    assert Measurement.objects.count() == 1
    assert set(connector.runs.values_list("state", flat=True)) == {"done"}
