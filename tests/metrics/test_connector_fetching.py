"""Whatever the other side does, the answer is bytes of JSON or a sentence, soon."""

from __future__ import annotations

import time
from ipaddress import ip_network

import pytest

from metrics.connectors.fetching import fetch, target_of
from metrics.values.connectors import Allowed, Authorization, Limits, Unfetched
from tests.metrics.servers import web_server

HERE = Allowed(networks=(ip_network("127.0.0.0/8"),))
SOON = Limits(connect_s=1, total_s=1, largest=100_000)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/html", "answered with text/html instead of JSON"),
        ("/error", "answered with status 500"),
        ("/closed", "does not let us in (status 401). Check the secret."),
        ("/elsewhere", "redirects are not followed. Enter the final address."),
        ("/packed", "packed its answer although asked not to"),
        ("/slow", "did not answer within 1 seconds"),
        ("/trickle", "did not answer within 1 seconds"),
        ("/endless", "answered with more than 100,000 bytes"),
    ],
)
def test_a_server_that_misbehaves(path: str, words: str) -> None:
    with web_server() as server:
        begun = time.monotonic()
        with pytest.raises(Unfetched) as refused:
            fetch(server.url(path), HERE, limits=SOON)
        assert words in refused.value.words
        assert time.monotonic() - begun < 3
        assert len(server.asked) == 1


def test_nobody_there() -> None:
    with web_server() as server:
        port = server.port
    with pytest.raises(Unfetched, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{port}/", HERE, limits=SOON)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("ftp://example.org/", "not_an_address"),
        ("file:///etc/passwd", "not_an_address"),
        ("example.org", "not_an_address"),
        ("http://", "not_an_address"),
        ("http://a:b@example.org/", "secret_in_address"),
        ("http://example.org:99999/", "not_an_address"),
        ("http://[::1/", "not_an_address"),
        ("http://example.org/a b", "not_an_address"),
        ("http://example.org/\r\nX-Evil: 1", "not_an_address"),
    ],
)
def test_what_is_no_web_address(address: str, code: str) -> None:
    with pytest.raises(Unfetched) as refused:
        target_of(address)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("way", "header"),
    [
        (Authorization.NONE, None),
        (Authorization.BEARER, "Bearer ada:secret"),
        (Authorization.BASIC, "Basic YWRhOnNlY3JldA=="),
    ],
)
def test_who_asks(way: Authorization, header: str | None) -> None:
    with web_server({"value": 1}) as server:
        fetch(server.url("/x"), HERE, authorization=way, secret="ada:secret", limits=SOON)
        assert server.headers[0].get("Authorization") == header
