"""The pages on which an administrator connects a metric."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from metrics.models import AllowedAddress, Connector, Measurement, Metric
from people.models import Person
from tests.builders import make_metric, make_person, make_product
from tests.metrics.servers import Answers, web_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def metric() -> Metric:
    return make_metric(make_product(), cadence="day")


@pytest.fixture
def admin(client: Client) -> Person:
    person = make_person(is_admin=True)
    client.force_login(person)
    return person


@pytest.fixture
def server() -> Iterator[Answers]:
    with web_server({"value": 97}) as answers:
        yield answers


def path(metric: Metric, end: str = "") -> str:
    return f"/products/{metric.product.slug}/metrics/{metric.slug}/connector/{end}"


def form(address: str, **changed: str) -> dict[str, str]:
    return {
        "kind": "json", "address": address, "query": "$.value", "date_path": "",
        "digest": "mean", "step_s": "300", "authorization": "bearer", "secret": "open sesame",
        "since": "2026-01-01", "interval": "60", "version": "0", **changed,
    }  # fmt: skip


def test_tried_saved_run_paused_removed(
    metric: Metric, admin: Person, client: Client, server: Answers
) -> None:
    tried = client.post(path(metric), {**form(server.url("/x")), "act": "try"})
    assert "is not among the addresses connectors may ask" in tried.content.decode()
    added = client.post("/connectors/addresses/", {"address": "127.0.0.1", "reason": "Ours"})
    assert added.status_code == 302
    tried = client.post(path(metric), {**form(server.url("/x")), "act": "try"})
    assert "1 would come." in tried.content.decode()
    assert "97" in tried.content.decode()
    assert (Connector.objects.count(), Measurement.objects.count()) == (0, 0)
    assert client.post(path(metric), form(server.url("/x"))).status_code == 302
    page = client.get(path(metric)).content.decode()
    assert "sesame" not in page
    assert client.post(path(metric, "pause/"), {"is_enabled": "0"}).status_code == 302
    assert "Paused" in client.get("/connectors/").content.decode()
    assert client.post(path(metric, "removal/")).status_code == 302
    assert not Connector.objects.exists()


def test_the_kept_secret_goes_to_the_kept_address_only(
    metric: Metric, admin: Person, client: Client, server: Answers
) -> None:
    client.post("/connectors/addresses/", {"address": "127.0.0.0/8", "reason": "Ours"})
    client.post(path(metric), form(server.url("/x")))
    again = form(server.url("/x"), secret="", version="1", act="try")
    client.post(path(metric), again)
    assert server.headers[-1]["Authorization"] == "Bearer open sesame"
    client.post(path(metric), {**again, "address": server.url("/other")})
    assert "Authorization" not in server.headers[-1]
    saved = client.post(path(metric), form(server.url("/other"), secret="", version="1"))
    assert saved.status_code == 422
    assert "Another address needs the secret entered again." in saved.content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"address": "file:///etc/passwd"}, "A web address begins with https://"),
        ({"address": "http://a:b@x.example/"}, "Write user and password into their own field."),
        ({"kind": "sql"}, "This is no PostgreSQL address"),
        ({"query": "$["}, "is no JSONPath"),
        ({"query": "$[?search(@, 'a')]"}, "may not use patterns"),
        ({"step_s": "0"}, "greater than or equal to 1"),
        ({"interval": "1"}, "Select a valid choice"),
        ({"since": "1899-01-01"}, "Choose a day after 1990."),
    ],
)
def test_wrong_input_is_named_and_nothing_is_kept(
    metric: Metric, admin: Person, client: Client, changed: dict[str, str], words: str
) -> None:
    answer = client.post(path(metric), {**form("http://x.example/"), **changed})
    assert answer.status_code == 422
    assert words in answer.content.decode().replace("&#x27;", "'")
    assert not Connector.objects.exists()


def test_a_stale_form_gets_both_versions(metric: Metric, admin: Person, client: Client) -> None:
    client.post(path(metric), form("http://x.example/"))
    answer = client.post(path(metric), form("http://y.example/"))
    assert answer.status_code == 409
    assert "http://x.example/" in answer.content.decode()
    assert "sesame" not in answer.content.decode()
    assert Connector.objects.get().address == "http://x.example/"


def test_whom_connectors_may_ask(admin: Person, client: Client) -> None:
    wrong = client.post("/connectors/addresses/", {"address": "0x7f.1", "reason": "x"})
    assert wrong.status_code == 422
    assert "neither a host name nor a network" in wrong.content.decode()
    for _ in range(2):
        client.post("/connectors/addresses/", {"address": "X.example", "reason": "Ours"})
    row = AllowedAddress.objects.get()
    assert row.address == "x.example"
    for _ in range(2):
        assert client.post(f"/connectors/addresses/{row.pk}/removal/").status_code == 302
    assert not AllowedAddress.objects.exists()
